/** Two rule texts side by side, token by token, so that a change of one word shows as one word. */

/** A stretch that both texts have, or one of them. */
export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const PIECES = /\s+|"(?:[^"`]|`.)*"|'(?:[^']|'')*'|[\w.$-]+|[^\s\w]/g;

/** The way from one text to the other, in order; the parts without `added` are the one, those without `removed` the other. */
export function textDifference(before: string, after: string): readonly DifferencePart[] {
  const left = before.match(PIECES) ?? [];
  const right = after.match(PIECES) ?? [];
  const lengths = commonLengths(left, right);
  const parts: DifferencePart[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && left[i] === right[j]) {
      append(parts, 'same', left[i] ?? '');
      i += 1;
      j += 1;
    } else if (j >= right.length || lengthAt(lengths, i + 1, j) >= lengthAt(lengths, i, j + 1)) {
      if (i < left.length) append(parts, 'removed', left[i] ?? '');
      else append(parts, 'added', right[j++] ?? '');
      i += 1;
    } else {
      append(parts, 'added', right[j] ?? '');
      j += 1;
    }
  }
  return parts;
}

/** How long the longest common rest is from each pair of places on. */
function commonLengths(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: left.length + 1 }, () => []);
  for (let i = left.length; i >= 0; i -= 1) {
    const row = rows[i] ?? [];
    for (let j = right.length; j >= 0; j -= 1) {
      const isEnd = i === left.length || j === right.length;
      row[j] = isEnd
        ? 0
        : left[i] === right[j]
          ? lengthAt(rows, i + 1, j + 1) + 1
          : Math.max(lengthAt(rows, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return rows;
}

function lengthAt(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? -1;
}

function append(parts: DifferencePart[], kind: DifferencePart['kind'], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}
