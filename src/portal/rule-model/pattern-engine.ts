/**
 * Stands in for `re2js` in the page (see vite.config.ts): the engine of patterns is larger than the rest of the rule engine, and
 * most rules have no pattern. Until it is loaded every pattern passes, and `checkRule` says so by `isPatternEngineReady`.
 */
import type { RE2JS as Engine } from 're2js';

/** The part of a compiled pattern that src/rules uses. */
interface CompiledPattern {
  programSize(): number;
  test(text: string): boolean;
}

let engine: typeof import('re2js') | null = null;

/** Loads the engine once; what is checked afterwards has its patterns checked. */
export async function loadPatternEngine(): Promise<void> {
  engine ??= await import('re2js');
}

export function isPatternEngineReady(): boolean {
  return engine !== null;
}

/** The fault of a pattern, with the words of the engine. */
export class RE2JSException extends Error {}

export const RE2JS = {
  CASE_INSENSITIVE: 1 satisfies (typeof Engine)['CASE_INSENSITIVE'],

  compile(source: string, flags: number): CompiledPattern {
    if (engine === null) return { programSize: () => 0, test: () => false };
    try {
      return engine.RE2JS.compile(source, flags);
    } catch (error) {
      if (error instanceof engine.RE2JSException) throw new RE2JSException(error.message);
      throw error;
    }
  },
};
