import type { ImportRecord, ImportStore } from '../ports/import-ports.ts';
import type { Clock } from '../util/clock.ts';

/** An import that nothing was heard of for so long counts as complete. */
const IDLE_MINUTES = 10;

/** Completed imports that are remembered: they stay complete. */
const MOST_KEPT = 1_000;

/** Whether an import goes on: not completed, and heard of within the last ten minutes. */
export function isOpenAt(record: ImportRecord, now: Date): boolean {
  const idle = now.getTime() - Date.parse(record.lastActivity);
  return record.status === 'open' && idle < IDLE_MINUTES * 60_000;
}

/** Which imports go on. What they changed is looked at when they are complete, all of it together. */
export class OpenImports {
  readonly #imports: ImportStore;
  readonly #clock: Clock;
  readonly #complete = new Map<string, ImportRecord | null>();

  constructor(imports: ImportStore, clock: Clock) {
    this.#imports = imports;
    this.#clock = clock;
  }

  /** Of these imports (null: none), those that go on. Each is read once; one that nobody knows is complete. */
  async among(ids: Iterable<string | null>): Promise<ReadonlySet<string>> {
    const open = new Set<string>();
    for (const id of new Set(ids)) if (id !== null && (await this.isOpen(id))) open.add(id);
    return open;
  }

  /** Whether the import goes on. */
  async isOpen(id: string): Promise<boolean> {
    const record = await this.read(id);
    return record !== null && isOpenAt(record, this.#clock.now());
  }

  /** The import as it is, or was when it was completed; null when nobody knows it. */
  async read(id: string): Promise<ImportRecord | null> {
    const known = this.#complete.get(id);
    if (known !== undefined) return known;
    const record = (await this.#imports.read(id))?.value ?? null;
    // One that is only idle may go on for a clock that is behind, which is why only completed ones are remembered.
    if (record === null || record.status === 'complete') this.#remember(id, record);
    return record;
  }

  #remember(id: string, record: ImportRecord | null): void {
    this.#complete.set(id, record);
    const [oldest] = this.#complete.keys();
    if (this.#complete.size > MOST_KEPT && oldest !== undefined) this.#complete.delete(oldest);
  }
}
