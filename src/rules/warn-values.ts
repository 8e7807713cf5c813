/** Values that no object is likely to have: VALUE_NOT_KNOWN (D30), GUID_FORMAT, and VALUE_NOT_HELD when a directory is at hand. */
import type { Comparison, StringLiteral } from '../language/ast.ts';
import { quoteText } from '../language/print-rule.ts';
import type { Property } from './catalogue.ts';
import { nearestName } from './nearest-name.ts';
import { predicatesOf } from './predicates.ts';
import { displayName, resolveReference } from './resolve.ts';
import { makeWarning, type WarnedRule, type Warning, type WarningCheck } from './warning.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What Intune calls devices of the company. */
const VALUE_ALIASES: ReadonlyMap<string, string> = new Map([['corporate', 'Company']]);

/** VALUE_NOT_KNOWN for whole values outside the known ones; with the value that may be meant. */
export const warnOfUnknownValues: WarningCheck = (rule) =>
  wholeValuesOf(rule).flatMap(({ comparison, property, value }) => {
    const known = property.knownValues;
    if (known === undefined || includesText(known, value.value)) return [];
    const meant = VALUE_ALIASES.get(value.value.toLowerCase()) ?? nearestName(value.value, known);
    const isMeant = meant !== undefined && known.includes(meant);
    return [
      valueWarning(
        'VALUE_NOT_KNOWN',
        { rule, value, comparison },
        {
          params: { known: known.join(', ') },
          suggestion: isMeant ? quoteText(meant) : undefined,
        },
      ),
    ];
  });

/** GUID_FORMAT for ids that are no GUID text. */
export const warnOfIdFormat: WarningCheck = (rule) =>
  wholeValuesOf(rule).flatMap(({ comparison, property, value }) =>
    property.isId === true && !GUID.test(value.value)
      ? [valueWarning('GUID_FORMAT', { rule, value, comparison }, {})]
      : [],
  );

/**
 * VALUE_NOT_HELD: whole values that no object of the directory has. `heldValues` gives the lower-cased values of a
 * property, or null where they are not known.
 */
export function warnOfUnheldValues(
  rule: WarnedRule,
  heldValues: (property: string) => ReadonlySet<string> | null,
): readonly Warning[] {
  return wholeValuesOf(rule).flatMap(({ comparison, property, value }) => {
    const held = heldValues(property.name);
    if (held === null || held.has(value.value.toLowerCase())) return [];
    return [
      valueWarning('VALUE_NOT_HELD', { rule, value, comparison }, { params: { kind: rule.scope } }),
    ];
  });
}

interface WholeValue {
  readonly comparison: Comparison;
  readonly property: Property;
  readonly value: StringLiteral;
}

/** Values compared by -eq, -ne, -in and -notIn with text, in bodies too. */
function wholeValuesOf({ expression }: WarnedRule): readonly WholeValue[] {
  const outer = predicatesOf(expression);
  const all = outer.flatMap((predicate) =>
    predicate.kind === 'quantifier' ? predicatesOf(predicate.body) : [predicate],
  );
  return all.flatMap((predicate) => {
    const property = resolveReference(predicate.reference);
    if (predicate.kind !== 'comparison' || property?.type !== 'text') return [];
    if (!/^(?:eq|ne|in|notIn)$/.test(predicate.operator.name)) return [];
    const { value } = predicate;
    const scalars = value.kind === 'list' ? value.items : [value];
    return scalars.flatMap((scalar) =>
      scalar.kind === 'string' ? [{ comparison: predicate, property, value: scalar }] : [],
    );
  });
}

function valueWarning(
  code: 'VALUE_NOT_KNOWN' | 'GUID_FORMAT' | 'VALUE_NOT_HELD',
  found: {
    readonly rule: WarnedRule;
    readonly value: StringLiteral;
    readonly comparison: Comparison;
  },
  details: {
    readonly params?: Readonly<Record<string, string>>;
    readonly suggestion?: string | undefined;
  },
): Warning {
  const { rule, value, comparison } = found;
  const params = {
    t: value.value,
    p: displayName(comparison.reference),
    ...details.params,
  };
  const { start, end } = value;
  return makeWarning(code, { start, end, text: rule.text }, { ...details, params });
}

function includesText(values: readonly string[], value: string): boolean {
  return values.some((known) => known.toLowerCase() === value.toLowerCase());
}
