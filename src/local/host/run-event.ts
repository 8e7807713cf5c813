/** Runs a queue or timer function and writes its queue outputs: what both triggers and `fire` have in common. */
import { resolveSettings, storageConnection } from './app-settings.ts';
import type { RpcData } from './core-types.ts';
import type { RegisteredFunction } from './function-registry.ts';
import type { Environment } from './host-settings.ts';
import { type InvocationInput, type Invoker, invoke } from './invoke.ts';
import type { QueueAddress, Queues } from './queues.ts';

export interface EventRunner {
  readonly invoker: Invoker;
  readonly queues: Queues;
  readonly environment: Environment;
}

/** Rejects when the function fails, or an output can't be written. */
export async function runEvent(
  runner: EventRunner,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<void> {
  const answer = await invoke(runner.invoker, registered, input);
  await writeOutputs(runner, registered, [
    ...(answer.outputData ?? []),
    ...(answer.returnValue ? [{ name: '$return', data: answer.returnValue }] : []),
  ]);
}

/** Writes what an invocation put into its queue outputs; other outputs are not the host's to write. */
export async function writeOutputs(
  { queues, environment }: EventRunner,
  registered: RegisteredFunction,
  outputs: readonly { readonly name: string; readonly data: RpcData }[],
): Promise<void> {
  for (const { name, data } of outputs) {
    const binding = registered.metadata.bindings[name];
    if (binding?.type !== 'queue') continue;
    await queues.sendOutput(queueAddress(binding, environment), data);
  }
}

/** The queue that a binding names, its settings resolved. */
export function queueAddress(
  binding: { readonly queueName?: string; readonly connection?: string },
  environment: Environment,
): QueueAddress {
  return {
    connection: storageConnection(binding.connection, environment),
    queueName: resolveSettings(binding.queueName ?? '', environment).toLowerCase(),
  };
}
