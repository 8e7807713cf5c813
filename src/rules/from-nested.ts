import { quoteText } from '../language/print-rule.ts';
import type { NestedNode, NestedValue } from './nested-builder.ts';

/** Where a node is written; it decides which parentheses are needed. */
interface Place {
  /** Beside others or under -not: what is joined needs parentheses. */
  readonly isPart: boolean;
  /** Nothing follows before the next closing parenthesis: a body may go without its own. */
  readonly isLast: boolean;
  /** Open parentheses and -not around it. */
  readonly depth: number;
}

/** Nesting that a rule may have (rules-spec.md 8); only a body that stands so deep is written without parentheses. */
const NESTING_LIMIT = 100;

/**
 * The rule text of a nested drawing, with the parentheses it needs and those around every body. An empty All of or Any of
 * is left out; a drawing without any condition gives an empty text.
 */
export function fromNested(node: NestedNode): string {
  return writeNode(node, { isPart: false, isLast: true, depth: 0 });
}

function writeNode(node: NestedNode, place: Place): string {
  switch (node.kind) {
    case 'all-of':
      return writeJoined(node.children, ' -and ', place);
    case 'any-of':
      return writeJoined(node.children, ' -or ', place);
    case 'not': {
      const child = writeNode(node.child, { ...place, isPart: true, depth: place.depth + 1 });
      return child === '' ? '' : `-not ${child}`;
    }
    case 'items':
      return writeItems(node, place);
    case 'condition':
      return `${node.property} -${node.operator} ${writeValue(node.value)}`;
    case 'direct-reports':
      return `Direct Reports for ${quoteText(node.manager)}`;
  }
}

function writeItems(
  { property, quantifier, child }: NestedNode & { readonly kind: 'items' },
  { isLast, depth }: Place,
): string {
  const isBare = isLast && depth >= NESTING_LIMIT;
  const body = writeNode(child, {
    isPart: false,
    isLast: true,
    depth: isBare ? depth : depth + 1,
  });
  if (body === '') return '';
  return `${property} -${quantifier} ${isBare ? body : `(${body})`}`;
}

function writeJoined(
  children: readonly NestedNode[],
  connector: string,
  { isPart, isLast, depth }: Place,
): string {
  const filled = children.filter((child) => !isEmpty(child));
  const [only] = filled;
  if (only !== undefined && filled.length === 1) return writeNode(only, { isPart, isLast, depth });
  const parts = filled.map((child, index) =>
    writeNode(child, {
      isPart: true,
      isLast: (isPart || isLast) && index === filled.length - 1,
      depth: isPart ? depth + 1 : depth,
    }),
  );
  return isPart && parts.length > 0 ? `(${parts.join(connector)})` : parts.join(connector);
}

function isEmpty(node: NestedNode): boolean {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.children.every(isEmpty);
    case 'not':
    case 'items':
      return isEmpty(node.child);
    case 'condition':
    case 'direct-reports':
      return false;
  }
}

function writeValue(value: NestedValue): string {
  switch (value.kind) {
    case 'text':
      return quoteText(value.text);
    case 'flag':
      return String(value.flag);
    case 'null':
      return 'null';
    case 'number':
    case 'date':
      return value.text;
    case 'now':
      return value.shift === null
        ? 'system.now'
        : `(system.now -${value.shift.direction} ${value.shift.duration})`;
    case 'list':
      return `[${value.items.map(writeValue).join(',')}]`;
  }
}
