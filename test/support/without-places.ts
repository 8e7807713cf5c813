/** A tree as it means, without its places in the text. */
export function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name]) => name !== 'start' && name !== 'end');
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutPlaces(part)]));
}
