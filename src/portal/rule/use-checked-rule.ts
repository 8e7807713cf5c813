/** The rule as checked in the page at each key; the engine of patterns is fetched when a rule first has one. */
import { useEffect, useMemo, useState } from 'react';
import { isPatternEngineReady, loadPatternEngine } from '../rule-model/pattern-engine.ts';
import {
  type CheckContext,
  type CheckedRule,
  checkRule,
  namesPattern,
} from '../rule-model/rule-problems.ts';

/** Whether a rule is valid, and its problems; with `isReady` false its patterns are not checked yet. */
export function useCheckedRule(
  text: string,
  { scope, language, extensionProperties }: CheckContext,
): CheckedRule & { readonly isReady: boolean } {
  const [isLoaded, setLoaded] = useState(isPatternEngineReady);
  const needsEngine = !isLoaded && namesPattern(text);
  useEffect(() => {
    if (!needsEngine) return;
    let isWanted = true;
    const load = async (): Promise<void> => {
      await loadPatternEngine();
      if (isWanted) setLoaded(true);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [needsEngine]);
  // `isLoaded` is what the patterns of the rule are checked with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine is outside of React.
  const checked = useMemo(
    () => checkRule(text, { scope, language, extensionProperties }),
    [text, scope, language, extensionProperties, isLoaded],
  );
  return { ...checked, isReady: !needsEngine };
}
