/**
 * A drawing that remembers how each of its nodes was written: who changes one condition in the builder finds the rest of the
 * rule as it was, with its spacing, dashes and parentheses.
 */
import type { Ast, Expression } from '../../language/ast.ts';
import { parseRule } from '../../language/parse-rule.ts';
import { fromNested } from '../../rules/from-nested.ts';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { toNested } from '../../rules/to-nested.ts';
import { childrenOf } from './drawing-paths.ts';

interface Written {
  readonly text: string;
  /** Whether the text stands in parentheses of its own. */
  readonly isEnclosed: boolean;
}

/** How nodes were written, by the node itself: a changed node is another one and is not here. */
export type Wording = WeakMap<NestedNode, Written>;

/** The drawing of a tree, and how the text it was read from writes each node. */
export function drawWritten(
  ast: Ast,
  text: string,
): { readonly root: NestedNode; readonly wording: Wording } {
  const root = toNested(ast);
  const wording: Wording = new WeakMap();
  if (ast.kind === 'direct-reports') {
    wording.set(root, { text: text.slice(ast.start, ast.end), isEnclosed: false });
  } else {
    remember(ast, root, { text, wording });
  }
  return { root, wording };
}

/**
 * The text of a drawing, with the words of unchanged nodes. Parsing it gives the drawing; where the old words would not, the
 * rule is written anew as a whole.
 */
export function printDrawing(root: NestedNode, wording: Wording): string {
  const anew = fromNested(root);
  if (anew === '') return '';
  const kept = write(root, wording, 'alone');
  const { ast } = parseRule(kept);
  return ast !== null && fromNested(toNested(ast)) === anew ? kept : anew;
}

interface Source {
  readonly text: string;
  readonly wording: Wording;
}

function remember(expression: Expression, node: NestedNode, source: Source): void {
  const { start, end } = expression;
  const isEnclosed = expression.kind === 'group';
  source.wording.set(node, { text: source.text.slice(start, end), isEnclosed });
  const children = childrenOf(node);
  operandsOf(expression).forEach((operand, index) => {
    const child = children[index];
    if (child !== undefined) remember(operand, child, source);
  });
}

/** What a drawing shows below an expression; parentheses are not shown. */
function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'group':
      return operandsOf(expression.inner);
    case 'and':
    case 'or':
      return expression.operands;
    case 'not':
      return [expression.operand];
    case 'quantifier':
      return [expression.body];
    case 'comparison':
      return [];
  }
}

/** What a node stands in; below -not and beside others what is joined needs parentheses. */
type Place = 'alone' | 'all-of' | 'any-of' | 'not';

function write(node: NestedNode, wording: Wording, place: Place): string {
  const written = wording.get(node);
  if (written !== undefined) {
    const stands = place === 'alone' || (place === 'any-of' && node.kind === 'all-of');
    const needsParentheses = isJoined(node) && !written.isEnclosed && !stands;
    return needsParentheses ? `(${written.text})` : written.text;
  }
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return writeJoined(node, wording, place);
    case 'not':
      return prefixed('-not ', write(node.child, wording, 'not'));
    case 'items': {
      const body = write(node.child, wording, 'alone');
      const enclosed = wording.get(node.child)?.isEnclosed === true ? body : `(${body})`;
      return body === '' ? '' : `${node.property} -${node.quantifier} ${enclosed}`;
    }
    case 'condition':
    case 'direct-reports':
      return fromNested(node);
  }
}

function writeJoined(
  node: NestedNode & { readonly kind: 'all-of' | 'any-of' },
  wording: Wording,
  place: Place,
): string {
  const filled = node.children.filter((child) => fromNested(child) !== '');
  const [only] = filled;
  if (only !== undefined && filled.length === 1) return write(only, wording, place);
  const connector = node.kind === 'all-of' ? ' -and ' : ' -or ';
  const joined = filled.map((child) => write(child, wording, node.kind)).join(connector);
  return place !== 'alone' && joined !== '' ? `(${joined})` : joined;
}

function isJoined(node: NestedNode): boolean {
  return node.kind === 'all-of' || node.kind === 'any-of';
}

function prefixed(prefix: string, text: string): string {
  return text === '' ? '' : prefix + text;
}
