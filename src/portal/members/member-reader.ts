/**
 * Members of a group, read page by page as far as somebody wants them: the end of what is there comes into sight, or a search
 * has to see all. Pages are appended, never joined anew, so that the millionth costs what the first did.
 */
import { type Page, pathOf, send } from '../data/client.ts';
import type { Member } from './member.ts';

export interface ReadSoFar {
  readonly members: readonly Member[];
  readonly isComplete: boolean;
  readonly error: Error | null;
}

export class MemberReader {
  readonly #members: Member[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  #next: string | null;
  #wanted = 1;
  #isReading = false;
  #soFar: ReadSoFar = { members: [], isComplete: false, error: null };

  constructor(path: string) {
    this.#next = path;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#read();
    return () => this.#listeners.delete(listener);
  };

  readonly soFar = (): ReadSoFar => this.#soFar;

  /** Goes on until there are so many, or no more; after an error too. */
  want(count: number): void {
    this.#wanted = Math.max(this.#wanted, count);
    if (this.#soFar.error === null) this.#read();
  }

  retry(): void {
    this.#tell(null);
    this.#read();
  }

  close(): void {
    this.#stop.abort();
  }

  #read(): void {
    if (this.#isReading || this.#next === null || this.#members.length >= this.#wanted) return;
    this.#isReading = true;
    const { signal } = this.#stop;
    send<Page<Member>>(this.#next, { signal }).then(
      (page) => {
        this.#isReading = false;
        for (const member of page.value) this.#members.push(member);
        this.#next = page['@odata.nextLink'] ? pathOf(page['@odata.nextLink']) : null;
        this.#tell(null);
        this.#read();
      },
      (error: Error) => {
        this.#isReading = false;
        if (!signal.aborted) this.#tell(error);
      },
    );
  }

  #tell(error: Error | null): void {
    this.#soFar = { members: this.#members, isComplete: this.#next === null, error };
    for (const listener of this.#listeners) listener();
  }
}
