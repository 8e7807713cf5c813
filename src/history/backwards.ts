import type { Span } from '../ports/log.ts';

const ROWS_A_REQUEST = 100;

/** What has numbers from `first` to `newest`, the newest first, a piece at a time. */
export async function* backwards<T>(
  numbers: { readonly first: number; readonly newest: number },
  read: (span: Span) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (let through = numbers.newest; through >= numbers.first; through -= ROWS_A_REQUEST) {
    const from = Math.max(numbers.first, through - ROWS_A_REQUEST + 1);
    yield* [...(await read({ from, through }))].reverse();
  }
}
