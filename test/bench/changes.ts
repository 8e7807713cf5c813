/** Changes as a personnel system makes them, what each may cost at most, and what it makes of the object. */
import type { AttributePatch } from '../../src/directory/attributes.ts';
import type { Random } from '../simulation/random.ts';
import {
  type BenchAttributes,
  type BenchObject,
  CENTERS,
  CITIES,
  DEPARTMENTS,
  LEVELS,
  skewed,
  TITLES,
} from './people.ts';
import type { BenchRule } from './rules.ts';

/** The groups that a change concerns. */
export interface Effect {
  /** Groups that it makes look. */
  readonly looked: number;
  /** Groups in which it alters a membership. */
  readonly altered: number;
  /**
   * Requests it may take: 10 + 2 a group looked at + 1 a group altered, 1 a clock rule, 1 a source of a memberOf group; beside
   * them the notes of the feed, one of the object and one of each group altered (docs/delta.md).
   */
  readonly budget: number;
}

/** Something a personnel system would write. */
export function drawPatch(random: Random): AttributePatch {
  const kind = random.below(10);
  if (kind < 3) return { department: `Department ${skewed(random, DEPARTMENTS)}` };
  if (kind < 5) return { city: `City ${skewed(random, CITIES)}` };
  if (kind < 7) return { jobTitle: `${random.pick(LEVELS)} Expert ${skewed(random, TITLES)}` };
  if (kind < 8) return { accountEnabled: random.chance(0.5) };
  if (kind < 9) {
    const center = `CC-${1_000 + skewed(random, CENTERS)}`;
    return { onPremisesExtensionAttributes: { extensionAttribute1: center } };
  }
  return { employeeHireDate: `2026-0${random.below(9) + 1}-15T12:00:00.000Z` };
}

/** The attributes after the patch; parts of complex values are merged. */
export function patched(attributes: BenchAttributes, patch: AttributePatch): BenchAttributes {
  const { onPremisesExtensionAttributes: parts, ...rest } = patch;
  const nested = attributes.onPremisesExtensionAttributes;
  return {
    ...attributes,
    ...rest,
    onPremisesExtensionAttributes: { ...nested, ...(parts as typeof nested) },
  } as BenchAttributes;
}

/** What a change of attributes does to the groups of these rules. */
export function effectOf(
  rules: readonly BenchRule[],
  object: BenchObject,
  patch: AttributePatch,
): Effect {
  const verdicts = verdictsOf(rules, object, patch);
  const followed = rules.flatMap(({ sources }) =>
    sources?.some((source) => verdicts[source]?.looks) ? [sources] : [],
  );
  const clocks = verdicts.filter(({ looks }, at) => looks && rules[at]?.clockOn !== null);
  const own = verdicts.filter(({ looks }) => looks);
  const within = (sources: readonly number[], when: 'before' | 'after') =>
    sources.some((source) => verdicts[source]?.[when]);
  const altered =
    own.filter(({ before, after }) => before !== after).length +
    followed.filter((each) => within(each, 'before') !== within(each, 'after')).length;
  const looked = own.length + followed.length;
  const sources = followed.flat().length;
  const engine = 10 + 2 * looked + altered + clocks.length + sources;
  const notes = 1 + altered;
  return { looked, altered, budget: engine + notes };
}

interface Verdicts {
  readonly before: boolean;
  readonly after: boolean;
  readonly looks: boolean;
}

function verdictsOf(
  rules: readonly BenchRule[],
  object: BenchObject,
  patch: AttributePatch,
): readonly Verdicts[] {
  const now = Date.now();
  const later = patched(object.attributes, patch);
  return rules.map(({ kind, sources, clockOn, belongs }) => {
    const concerned = kind === object.kind && sources === null;
    const before = concerned && belongs(object.attributes, now);
    const after = concerned && belongs(later, now);
    const looks = before !== after || (concerned && clockOn !== null && clockOn in patch);
    return { before, after, looks };
  });
}
