/** How long changes took to show, as every instance has measured it, hour by hour. */

/** What one instance saw in one hour. */
export interface LatencyRow {
  /** The beginning of the hour (ISO). */
  readonly hour: string;
  /** One of a process. */
  readonly instance: string;
  /** Changes by the bound they were within, in seconds; each counts at its own bound alone. The last has none. */
  readonly counts: readonly { readonly bound: number | null; readonly changes: number }[];
}

export interface LatencyStore {
  /** What the instance has seen in the hour so far, in place of what it wrote before. */
  write(row: LatencyRow): Promise<void>;
  /** Rows of the hours from one on. */
  list(fromHour: string): Promise<readonly LatencyRow[]>;
  /** Deletes at most 1,000 rows of hours before one. */
  forget(beforeHour: string): Promise<void>;
}
