/**
 * What a client was told last of objects that changed lately: so that it is not told again. It travels in the token, so
 * there is an end to it; what is forgotten is told once more, which clients have to bear anyway.
 */
import { isWithin, type Version } from '../directory/feed.ts';

/** Longer texts are shortened by forgetting half of it, the older first. */
const LONGEST_TEXT = 2_400;

export class Known {
  /** In the order in which it was told. */
  readonly #versions: Map<number, Version>;

  constructor(versions: Iterable<readonly [number, Version]> = []) {
    this.#versions = new Map(versions);
  }

  /** By ordinal; null: nothing is known. */
  of(ordinal: number): Version | null {
    return this.#versions.get(ordinal) ?? null;
  }

  /** Whether an object has come no further than is known. */
  covers(ordinal: number, version: Version): boolean {
    const known = this.#versions.get(ordinal);
    return known !== undefined && isWithin(version, known);
  }

  tell(ordinal: number, version: Version): void {
    this.#versions.delete(ordinal);
    this.#versions.set(ordinal, version);
  }

  /** Without those of whom it need not be known any more. */
  only(ordinals: ReadonlySet<number>): Known {
    return new Known([...this.#versions].filter(([ordinal]) => ordinals.has(ordinal)));
  }

  /** Objects made one after another take little room: each is told by its distance from the one before. */
  toText(): string {
    for (let entries = [...this.#versions]; ; entries = entries.slice(-(entries.length >> 1))) {
      const text = textOf(entries);
      if (text.length <= LONGEST_TEXT) return text;
    }
  }

  /** Throws RangeError for what toText has not made. */
  static fromText(text: string): Known {
    const known = new Known();
    let ordinal = 0;
    for (const part of text === '' ? [] : text.split(',')) {
      const [entry = '', times = '1'] = part.split('*');
      const [step = 0, changes = 0, seq = 0] = entry.split('.').map(numberOf);
      for (let left = Math.min(numberOf(times), MOST_ENTRIES); left > 0; left--) {
        ordinal += step;
        known.tell(ordinal, { changes, seq });
      }
    }
    return known;
  }
}

/** No text of this length is honestly longer than that. */
const MOST_ENTRIES = 1_000_000;

function textOf(entries: readonly (readonly [number, Version])[]): string {
  const parts: string[] = [];
  let before = 0;
  let last = '';
  let times = 0;
  const end = () => {
    if (times > 0) parts.push(times === 1 ? last : `${last}*${times.toString(36)}`);
  };
  for (const [ordinal, { changes, seq }] of entries) {
    const numbers = [ordinal - before, changes, ...(seq === 0 ? [] : [seq])];
    const entry = numbers.map((number) => number.toString(36)).join('.');
    before = ordinal;
    if (entry === last) times++;
    else {
      end();
      last = entry;
      times = 1;
    }
  }
  end();
  return parts.join(',');
}

function numberOf(text: string): number {
  const number = /^-?[0-9a-z]{1,9}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new RangeError(`'${text}' is no number.`);
  return number;
}
