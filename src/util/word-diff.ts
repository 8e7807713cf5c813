/** What differs between two texts, word by word. */

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Larger comparisons (words of one text times words of the other) tell the middle as one change. */
const LARGEST = 4_000_000;

/**
 * The parts in order: those that are not added make the first text, those that are not removed the second. Quoted values are
 * told as one word each.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [left, right] = [wordsOf(before), wordsOf(after)];
  const first = commonStart(left, right);
  const last = commonStart(left.slice(first).reverse(), right.slice(first).reverse());
  const middle = {
    left: left.slice(first, left.length - last),
    right: right.slice(first, right.length - last),
  };
  return joined([
    ...toParts('same', left.slice(0, first)),
    ...middleParts(middle),
    ...toParts('same', left.slice(left.length - last)),
  ]);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/"(?:[^"`]|`.)*"|'[^']*'|[\p{L}\p{N}_.-]+|\s+|./gsu) ?? [];
}

function commonStart(left: readonly string[], right: readonly string[]): number {
  let length = 0;
  while (length < Math.min(left.length, right.length) && left[length] === right[length]) length++;
  return length;
}

function toParts(kind: DiffPart['kind'], words: readonly string[]): readonly DiffPart[] {
  return words.map((text) => ({ kind, text }));
}

interface Middle {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** By the longest common subsequence. */
function middleParts({ left, right }: Middle): readonly DiffPart[] {
  const width = right.length + 1;
  if (left.length * right.length > LARGEST)
    return [...toParts('removed', left), ...toParts('added', right)];
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  return walked({ left, right }, at);
}

function walked(
  { left, right }: Middle,
  at: (row: number, column: number) => number,
): readonly DiffPart[] {
  const parts: DiffPart[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [removed, added] = [left[row], right[column]];
    if (removed !== undefined && removed === added) {
      parts.push({ kind: 'same', text: removed });
      row++;
      column++;
    } else if (
      removed !== undefined &&
      (added === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      parts.push({ kind: 'removed', text: removed });
      row++;
    } else if (added !== undefined) {
      parts.push({ kind: 'added', text: added });
      column++;
    }
  }
  return parts;
}

/** Neighbours of one kind as one part. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind)
      result[result.length - 1] = { ...part, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
