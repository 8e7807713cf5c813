/** What to write instead of an offending text (rules-spec.md 10, D3). */
import type { RuleScope } from '../directory/rule-object.ts';
import type { Place } from '../language/diagnostic.ts';
import { comparedNames } from '../language/operator-names.ts';
import { OPERATOR_ALIASES, PROPERTY_ALIASES } from './aliases.ts';
import { findProperty, planParts, propertiesOf } from './catalogue.ts';
import { nearestName } from './nearest-name.ts';

/** What a suggestion may depend on. */
export interface SuggestionContext {
  /** The whole rule. */
  readonly text: string;
  /** Where the parser stood, for an unknown operator. */
  readonly place?: Place | undefined;
  /** Registered extension names; a misspelt one may be meant. */
  readonly extensionProperties?: readonly string[] | undefined;
}

/** The fault a suggestion is for. */
export interface Suggested {
  readonly code: string;
  readonly position: number;
  readonly length: number;
}

const DOUBLE_MARKS = '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb';
const HYPHENATED_EXTENSION =
  /^extension_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(_[A-Za-z0-9_]+)$/i;
const DASH = /^[^A-Za-z]/;

/** The text that would replace the offending one; undefined when there is nothing to suggest. */
export function suggestionFor(fault: Suggested, context: SuggestionContext): string | undefined {
  const offending = context.text.slice(fault.position, fault.position + fault.length);
  switch (fault.code) {
    case 'UNKNOWN_OPERATOR':
      return operatorFor(offending, fault, context);
    case 'UNSUPPORTED_PROPERTY':
      return propertyFor(offending, context.extensionProperties ?? []);
    case 'UNKNOWN_OBJECT':
      return objectFor(offending);
    case 'MISSING_PREFIX':
      return prefixFor(offending);
    case 'EXTENSION_NAME':
      return extensionFor(offending);
    case 'UNQUOTED_STRING':
      return `"${offending}"`;
    case 'SMART_QUOTE':
      return DOUBLE_MARKS.includes(offending) ? '"' : "'";
    default:
      return undefined;
  }
}

function operatorFor(
  typed: string,
  fault: Suggested,
  { text, place }: SuggestionContext,
): string | undefined {
  const name = /^[=!<>&|]/.test(typed) ? typed : typed.replace(DASH, '');
  const alias = OPERATOR_ALIASES.get(name.toLowerCase());
  if (alias !== undefined) return alias;
  const nearest = nearestName(name, operatorsAt(place, text.slice(0, fault.position)));
  return nearest === undefined ? undefined : `-${nearest}`;
}

function operatorsAt(place: Place | undefined, textBefore: string): readonly string[] {
  switch (place) {
    case 'operator':
      return comparedNames();
    case 'predicate':
      return ['not'];
    case 'connector':
      return /\bsystem\.now\s*$/i.test(textBefore) ? ['and', 'or', 'plus', 'minus'] : ['and', 'or'];
    default:
      return [];
  }
}

function propertyFor(reference: string, extensions: readonly string[]): string | undefined {
  const { object, name } = partsOf(reference);
  if (object === 'assignedplan') {
    const part = nearestName(
      name,
      planParts().map((property) => property.name),
    );
    return part === undefined ? undefined : `assignedPlan.${part}`;
  }
  const scope = scopeNamed(object);
  if (scope === null || /^extensionAttribute\d+$/i.test(name)) return undefined;
  const names = propertiesOf(scope).map((property) => property.name);
  const found =
    PROPERTY_ALIASES[scope].get(name.toLowerCase()) ??
    nearestName(name, scope === 'user' ? [...names, ...extensions] : names);
  return found === undefined ? undefined : `${scope}.${found}`;
}

function objectFor(reference: string): string | undefined {
  const dot = reference.indexOf('.');
  const typed = dot < 0 ? reference : reference.slice(0, dot);
  const nearest = nearestName(typed, ['user', 'device']);
  return nearest === undefined ? undefined : nearest + reference.slice(typed.length);
}

function prefixFor(word: string): string | undefined {
  for (const scope of ['user', 'device'] as const) {
    const property = findProperty(scope, word);
    if (property !== undefined) return `${scope}.${property.name}`;
  }
  return undefined;
}

function extensionFor(reference: string): string | undefined {
  const parts = HYPHENATED_EXTENSION.exec(partsOf(reference).name);
  if (parts === null) return undefined;
  const [, id = '', rest = ''] = parts;
  return `user.extension_${id.replaceAll('-', '')}${rest}`;
}

function partsOf(reference: string): { readonly object: string; readonly name: string } {
  const dot = reference.indexOf('.');
  return { object: reference.slice(0, dot).toLowerCase(), name: reference.slice(dot + 1) };
}

function scopeNamed(object: string): RuleScope | null {
  return object === 'user' || object === 'device' ? object : null;
}
