/** One invocation of a registered function: hooks, arguments, the call, its answer, the time limit. */
import { randomUUID } from 'node:crypto';
import type {
  CoreInvocation,
  FunctionCallback,
  InvocationResponse,
  RpcData,
} from './core-types.ts';
import type { FunctionRegistry, RegisteredFunction } from './function-registry.ts';
import { type Log, type LogLevel, oneLine } from './log.ts';

/** What all invocations of a host share. */
export interface Invoker {
  readonly registry: FunctionRegistry;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly log: Log;
}

export interface InvocationInput {
  readonly bindingName: string;
  readonly data: RpcData;
  readonly triggerMetadata?: Readonly<Record<string, RpcData>>;
}

/** What a function can log, as this host names it. */
const LEVELS: Readonly<Record<string, LogLevel>> = {
  debug: 'information',
  information: 'information',
  warning: 'warning',
  error: 'error',
  critical: 'error',
};

/** Runs a function; rejects with what it threw, or when it takes longer than functionTimeout allows. */
export async function invoke(
  invoker: Invoker,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<InvocationResponse> {
  const { timeout } = invoker;
  const run = runInvocation(invoker, registered, input);
  if (timeout === undefined) return await run;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const seconds = timeout / 1000;
    const message = `The function did not end within ${seconds} s (functionTimeout).`;
    timer = setTimeout(() => reject(new Error(message)), timeout);
  });
  try {
    return await Promise.race([run, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function runInvocation(
  { registry, log }: Invoker,
  registered: RegisteredFunction,
  input: InvocationInput,
): Promise<InvocationResponse> {
  const invocation = newInvocation({ registry, registered, input, log });
  const model = registry.model.getInvocationModel(invocation);
  const { context, inputs } = await model.getArguments();
  const before: { functionCallback: FunctionCallback; inputs: unknown[] } & Record<
    string,
    unknown
  > = { hookData: {}, invocationContext: context, functionCallback: registered.callback, inputs };
  invocation.state = 'preInvocationHooks';
  await registry.runHooks('preInvocation', before);

  const after: Record<string, unknown> = {
    hookData: before.hookData,
    invocationContext: context,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  invocation.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The function threw nothing.');
  }
  invocation.state = 'postInvocationHooks';
  await registry.runHooks('postInvocation', after);
  invocation.state = undefined;
  if (after.error !== null && after.error !== undefined) throw after.error;
  return await model.getResponse(context, after.result);
}

interface NewInvocation {
  readonly registry: FunctionRegistry;
  readonly registered: RegisteredFunction;
  readonly input: InvocationInput;
  readonly log: Log;
}

function newInvocation({ registry, registered, input, log }: NewInvocation): CoreInvocation {
  const invocationId = randomUUID();
  const { metadata } = registered;
  return {
    invocationId,
    request: {
      invocationId,
      inputData: [{ name: input.bindingName, data: input.data }],
      triggerMetadata: input.triggerMetadata ?? {},
    },
    metadata,
    state: undefined,
    log: (level, category, message) => {
      const entry: Record<string, unknown> = { hookData: {}, level, message, category };
      registry
        .runHooks('log', entry)
        .then(() => {
          const heard = LEVELS[String(entry.level)];
          if (entry.category !== 'user' || heard === undefined) return;
          log(heard, oneLine(`${metadata.name}: ${entry.message}`));
        })
        .catch(() => undefined);
    },
  };
}
