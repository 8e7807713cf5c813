/** A rule as a sentence in the reader's language; names of properties and values stay as they are. */
import type { IntlShape } from 'react-intl';
import { parseRule } from '../../language/parse-rule.ts';
import type { NestedNode, NestedValue } from '../../rules/nested-builder.ts';
import { toNested } from '../../rules/to-nested.ts';
import type { Text } from '../intl/use-text.ts';

export interface SentenceContext {
  readonly intl: Pick<IntlShape, 'formatList'>;
  readonly text: Text;
  readonly kind: 'user' | 'device';
}

/** Longer rules are read better as they are written. */
const MOST_CONDITIONS = 12;

/** A rule that can't be read, or has too many conditions for a sentence, is only counted. */
export function ruleSentence(rule: string, context: SentenceContext): string {
  const { ast } = parseRule(rule);
  if (ast === null) return context.text('overview.sentence.unreadable');
  const root = toNested(ast);
  const count = countConditions(root);
  if (count > MOST_CONDITIONS) return context.text('overview.sentence.long', { count });
  if (root.kind === 'direct-reports')
    return context.text('overview.sentence.directReports', { manager: root.manager });
  return context.text(`overview.sentence.${context.kind}`, { conditions: phrase(root, context) });
}

function phrase(node: NestedNode, context: SentenceContext): string {
  const { intl, text } = context;
  switch (node.kind) {
    case 'all-of':
    case 'any-of': {
      const type = node.kind === 'all-of' ? 'conjunction' : 'disjunction';
      return intl.formatList(
        node.children.map((child) => enclosed(child, context)),
        { type },
      );
    }
    case 'not':
      return text('overview.sentence.not', { condition: phrase(node.child, context) });
    case 'items':
      return text('overview.sentence.items', {
        quantifier: node.quantifier,
        property: node.property,
        condition: phrase(node.child, context),
      });
    case 'direct-reports':
      return text('overview.sentence.directReports', { manager: node.manager });
    case 'condition':
      return text('overview.sentence.condition', {
        property: node.property === '_' ? text('overview.sentence.item') : node.property,
        operator: node.operator,
        value: wordsOf(node.value, context),
      });
  }
}

/** Lists within a list stand in parentheses: what belongs together is not left to guess. */
function enclosed(node: NestedNode, context: SentenceContext): string {
  const words = phrase(node, context);
  return node.kind === 'all-of' || node.kind === 'any-of' ? `(${words})` : words;
}

function wordsOf(value: NestedValue, context: SentenceContext): string {
  const { intl, text } = context;
  switch (value.kind) {
    case 'text':
      return `“${value.text}”`;
    case 'flag':
      return String(value.flag);
    case 'null':
      return text('overview.sentence.null');
    case 'number':
    case 'date':
      return value.text;
    case 'now': {
      const { shift } = value;
      if (shift === null) return text('overview.sentence.now');
      return text('overview.sentence.shifted', { ...shift });
    }
    case 'list':
      return intl.formatList(
        value.items.map((item) => wordsOf(item, context)),
        { type: 'disjunction' },
      );
  }
}

function countConditions(node: NestedNode): number {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.children.reduce((sum, child) => sum + countConditions(child), 0);
    case 'not':
    case 'items':
      return countConditions(node.child);
    default:
      return 1;
  }
}
