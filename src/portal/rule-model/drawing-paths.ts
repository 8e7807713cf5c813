/** Changing a drawing of a rule: nodes are named by the way to them from the root, and what is not changed stays the same node. */
import type { NestedNode } from '../../rules/nested-builder.ts';

/** Which child to take at each step from the root; empty for the root itself. */
export type Path = readonly number[];

/** A drawing without any condition; it is written as nothing. */
export const EMPTY_DRAWING: NestedNode = { kind: 'all-of', children: [] };

/** What stands below a node, in order. */
export function childrenOf(node: NestedNode): readonly NestedNode[] {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.children;
    case 'not':
    case 'items':
      return [node.child];
    case 'condition':
    case 'direct-reports':
      return [];
  }
}

/** The node at a path; undefined where the path leads nowhere. */
export function nodeAt(root: NestedNode, path: Path): NestedNode | undefined {
  let node: NestedNode | undefined = root;
  for (const index of path) node = node && childrenOf(node)[index];
  return node;
}

/** The drawing with another node in that place. */
export function replaceAt(root: NestedNode, path: Path, node: NestedNode): NestedNode {
  const [index, ...rest] = path;
  if (index === undefined) return node;
  const child = childrenOf(root)[index];
  if (child === undefined) return root;
  return withChildren(root, childrenOf(root).with(index, replaceAt(child, rest, node)));
}

/** The drawing without the node in that place; Not and the items of a collection are left empty, not taken away with it. */
export function removeAt(root: NestedNode, path: Path): NestedNode {
  const { parent, index } = placeOf(path);
  if (parent === null) return EMPTY_DRAWING;
  return changeChildren(root, parent, (children) => children.toSpliced(index, 1));
}

/**
 * The drawing with a node added at the end of a group; any other node becomes an All of with the new one beside it. Nothing
 * stands beside direct reports.
 */
export function addTo(root: NestedNode, path: Path, node: NestedNode): NestedNode {
  const target = nodeAt(root, path);
  if (target === undefined || target.kind === 'direct-reports') return root;
  if (target.kind === 'all-of' || target.kind === 'any-of') {
    return replaceAt(root, path, { ...target, children: [...target.children, node] });
  }
  return replaceAt(root, path, { kind: 'all-of', children: [target, node] });
}

/** The drawing with a node one place further up (-1) or down (1) among those beside it; at the edge nothing happens. */
export function moveBy(root: NestedNode, path: Path, by: -1 | 1): NestedNode {
  const { parent, index } = placeOf(path);
  if (parent === null || !canMove(root, path, by)) return root;
  return changeChildren(root, parent, (children) => {
    const moved = children.slice(index, index + 1);
    return children.toSpliced(index, 1).toSpliced(index + by, 0, ...moved);
  });
}

/** Whether there is a place to move to. */
export function canMove(root: NestedNode, path: Path, by: -1 | 1): boolean {
  const { parent, index } = placeOf(path);
  const container = parent === null ? undefined : nodeAt(root, parent);
  if (container === undefined) return false;
  const target = index + by;
  return target >= 0 && target < childrenOf(container).length;
}

/** The drawing with Not put before a node, or taken away where it stands already. */
export function toggleNot(root: NestedNode, path: Path): NestedNode {
  const node = nodeAt(root, path);
  if (node === undefined || node.kind === 'direct-reports') return root;
  return replaceAt(root, path, node.kind === 'not' ? node.child : { kind: 'not', child: node });
}

/** How many conditions stand in a node, at any depth. */
export function countConditions(node: NestedNode): number {
  if (node.kind === 'condition' || node.kind === 'direct-reports') return 1;
  return childrenOf(node).reduce((sum, child) => sum + countConditions(child), 0);
}

function placeOf(path: Path): { readonly parent: Path | null; readonly index: number } {
  const index = path.at(-1);
  return index === undefined ? { parent: null, index: 0 } : { parent: path.slice(0, -1), index };
}

function changeChildren(
  root: NestedNode,
  path: Path,
  change: (children: readonly NestedNode[]) => readonly NestedNode[],
): NestedNode {
  const node = nodeAt(root, path);
  if (node === undefined) return root;
  return replaceAt(root, path, withChildren(node, change(childrenOf(node))));
}

function withChildren(node: NestedNode, children: readonly NestedNode[]): NestedNode {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return { ...node, children };
    case 'not':
    case 'items':
      return { ...node, child: children[0] ?? EMPTY_DRAWING };
    case 'condition':
    case 'direct-reports':
      return node;
  }
}
