/** Refuses at the start what this host does not play, instead of leaving a function that never runs. */
import type { RegisteredFunction } from './function-registry.ts';
import type { Log } from './log.ts';

const TRIGGERS = ['httpTrigger', 'queueTrigger', 'timerTrigger'];
const OUTPUTS = ['http', 'queue'];

/** Throws a sentence naming the function and the binding. */
export function checkBindings(functions: readonly RegisteredFunction[], log: Log): void {
  for (const { metadata } of functions) {
    for (const { type, direction } of Object.values(metadata.bindings)) {
      const known = direction === 'out' ? OUTPUTS : TRIGGERS;
      if (known.includes(type)) continue;
      throw new Error(
        `Function '${metadata.name}' has a binding of type '${type}' (${direction}), which the local host does not know; run it with Azure Functions Core Tools (npm start -- --host func).`,
      );
    }
    if (metadata.retryOptions) {
      log('warning', `${metadata.name}: the local host does not follow retry policies.`);
    }
  }
}
