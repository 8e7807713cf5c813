/**
 * What the application's files register with `@azure/functions`. The library asks for a module named
 * `@azure/functions-core` that only the real worker has; this stands in for it, once a process.
 */
import Module from 'node:module';
import type { FunctionCallback, FunctionMetadata, ProgrammingModel } from './core-types.ts';

const CORE_MODULE = '@azure/functions-core';
const HOOK_NAMES = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'];
const HOST_VERSION = '4.0.0';

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
  /** The entry file that registered it. */
  readonly file: string;
}

export type Hook = (context: Record<string, unknown>) => unknown;

interface Disposable {
  dispose(): void;
}

/** Functions, hooks and the programming model of this process. */
export class FunctionRegistry {
  readonly #functions = new Map<string, RegisteredFunction>();
  readonly #hooks = new Map<string, Hook[]>();
  #model: ProgrammingModel | undefined;
  #loading: string | undefined;

  /** Lets `load` bring in one entry file; whatever is registered meanwhile belongs to it. */
  async loadFile(file: string, load: () => Promise<unknown>): Promise<void> {
    this.#loading = file;
    try {
      await load();
    } finally {
      this.#loading = undefined;
    }
  }

  /** The functions of some entry files, sorted as the real host sorts them: by name, without regard to case. */
  functionsOf(files: readonly string[]): RegisteredFunction[] {
    return [...this.#functions.values()]
      .filter((each) => files.includes(each.file))
      .sort((a, b) => compareText(a.metadata.name.toUpperCase(), b.metadata.name.toUpperCase()));
  }

  get model(): ProgrammingModel {
    if (!this.#model) throw new Error('No function was registered with @azure/functions.');
    return this.#model;
  }

  async runHooks(name: string, context: Record<string, unknown>): Promise<void> {
    for (const hook of this.#hooks.get(name) ?? []) await hook(context);
  }

  /** The module that `require('@azure/functions-core')` answers. */
  readonly coreModule = {
    version: HOST_VERSION,
    hostVersion: HOST_VERSION,
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback): Disposable =>
      this.#registerFunction(metadata, callback),
    registerHook: (name: string, hook: Hook): Disposable => this.#registerHook(name, hook),
    setProgrammingModel: (model: ProgrammingModel): void => {
      this.#model = model;
    },
    getProgrammingModel: (): ProgrammingModel | undefined => this.#model,
    // The library's own remarks about its start; nothing in them is for the user of the local host.
    log: (): void => undefined,
  };

  #registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    const key = metadata.name.toLowerCase();
    if (this.#loading === undefined) {
      throw new Error(`Function '${metadata.name}' was registered after the start of the host.`);
    }
    if (this.#functions.has(key)) {
      throw new Error(`A function named '${metadata.name}' is registered already.`);
    }
    this.#functions.set(key, { metadata, callback, file: this.#loading });
    return { dispose: () => this.#functions.delete(key) };
  }

  #registerHook(name: string, hook: Hook): Disposable {
    if (!HOOK_NAMES.includes(name)) {
      throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), {
        isAzureFunctionsSystemError: true,
      });
    }
    const hooks = this.#hooks.get(name) ?? [];
    this.#hooks.set(name, [...hooks, hook]);
    return {
      dispose: () => {
        this.#hooks.set(
          name,
          (this.#hooks.get(name) ?? []).filter((each) => each !== hook),
        );
      },
    };
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

let installed: FunctionRegistry | undefined;

/**
 * The registry of this process. The first call makes `@azure/functions-core` loadable, so it has to come before the
 * first import of `@azure/functions`: the library asks once and remembers a failure.
 */
export function installFunctionRegistry(): FunctionRegistry {
  if (installed) return installed;
  const registry = new FunctionRegistry();
  const original = Module.prototype.require;
  Module.prototype.require = function require(this: Module, id: string): unknown {
    return id === CORE_MODULE ? registry.coreModule : original.call(this, id);
  };
  installed = registry;
  return registry;
}
