/** Items by a key that each of them has, in the order in which they come. (Map.groupBy is not in Node 20.) */
export function groupBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const some = groups.get(key);
    if (some === undefined) groups.set(key, [item]);
    else some.push(item);
  }
  return groups;
}
