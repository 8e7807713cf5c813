/** The name a person may have meant (rules-spec.md 10). */

const SHORT_NAME = 5;

/**
 * The nearest of some names: smallest distance ignoring letter case, at most 2 (1 for a typed name of fewer than five
 * letters), ties in alphabetical order; undefined when none is near enough.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const limit = typed.length < SHORT_NAME ? 1 : 2;
  let nearest: string | undefined;
  let smallest = limit + 1;
  for (const name of names.toSorted(alphabetically)) {
    if (Math.abs(name.length - typed.length) > limit) continue;
    const distance = alignmentDistance(typed.toLowerCase(), name.toLowerCase());
    if (distance < smallest) {
      smallest = distance;
      nearest = name;
    }
  }
  return nearest;
}

function alphabetically(left: string, right: string): number {
  return left.toLowerCase() < right.toLowerCase() ? -1 : 1;
}

/**
 * The optimal string alignment distance: how many letters have to be put in, taken out, replaced, or swapped with their
 * neighbour, no stretch being edited twice.
 */
export function alignmentDistance(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
