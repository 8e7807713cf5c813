/** The number in a part of a position, never beyond the newest there is; 0, where nothing stands, for what is none. */
export function numberUpTo(newest: number, text: string | undefined): number {
  return Math.min(Number(text ?? 0) || 0, newest);
}
