/** From a text of one attribute to the atoms that are true of it. */
import type { TextAccess } from './atom.ts';
import { LiteralAutomaton, LONGEST_KEY } from './literal-automaton.ts';
import { RememberedLists } from './remembered-lists.ts';

/** An atom of the attribute, by its number in the matcher. */
export interface TextCase {
  readonly atom: number;
  readonly access: TextAccess;
  readonly test: ((text: string) => boolean) | null;
}

/** The engine of patterns reads this letter as an s, which lower case does not (rules-spec.md 7.4). */
const LONG_S = '\u017f';

export class TextLookup {
  /** Cases by their place in this list; `#seen` says of which the present text is a case already. */
  readonly #cases: readonly TextCase[];
  readonly #seen: Int32Array;
  #stamp = 0;
  /** Value to cases. */
  readonly #values = new Map<string, number[]>();
  readonly #beginnings = new LiteralAutomaton(false);
  readonly #ends = new LiteralAutomaton(false);
  readonly #parts = new LiteralAutomaton(true);
  #hasBeginnings = false;
  #hasEnds = false;
  #hasParts = false;
  readonly #scanned: number[] = [];
  readonly #places = new Map<string, number>();
  readonly #lists = new RememberedLists(() => this.#places.clear());
  #raw = '';
  #folded = '';
  #found: number[] = [];
  #onlyTested = false;

  constructor(cases: readonly TextCase[]) {
    this.#cases = cases;
    this.#seen = new Int32Array(cases.length);
    for (const [place, { access }] of cases.entries()) this.#enter(access, place);
    this.#beginnings.finish();
    this.#ends.finish();
    this.#parts.finish();
  }

  /** The place in `pool` of the atoms that are true of a text that is not empty. */
  find(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) {
      this.#lists.hit();
      return known;
    }
    const place = this.#lists.write(this.#work(text));
    if (this.#lists.isRemembering) this.#places.set(text, place);
    return place;
  }

  /** Lists of atoms, each after its length. */
  get pool(): Int32Array {
    return this.#lists.pool;
  }

  /** How many cases are tried on every text that is not remembered. */
  get scanned(): number {
    return this.#scanned.length;
  }

  get bytes(): number {
    const trees = this.#beginnings.bytes + this.#ends.bytes + this.#parts.bytes;
    return trees + 96 * this.#values.size + 64 * this.#cases.length + this.#lists.bytes;
  }

  #enter({ by, texts }: TextAccess, place: number): void {
    switch (by) {
      case 'value':
        for (const text of texts) this.#enterValue(text, place);
        return;
      case 'beginning':
        this.#hasBeginnings = true;
        for (const text of texts) this.#beginnings.add(text.slice(0, LONGEST_KEY), place);
        return;
      case 'end':
        this.#hasEnds = true;
        for (const text of texts) this.#ends.add(reversed(text.slice(-LONGEST_KEY)), place);
        return;
      case 'part':
        this.#hasParts = true;
        for (const text of texts) this.#parts.add(text.slice(0, LONGEST_KEY), place);
        return;
      case 'scan':
        this.#scanned.push(place);
    }
  }

  #enterValue(text: string, place: number): void {
    const known = this.#values.get(text);
    if (known === undefined) this.#values.set(text, [place]);
    else known.push(place);
  }

  #work(text: string): readonly number[] {
    this.#stamp++;
    this.#raw = text;
    this.#folded = text.toLowerCase();
    this.#found = [];
    this.#onlyTested = false;
    for (const place of this.#values.get(this.#folded) ?? []) this.#take(place);
    if (this.#hasBeginnings) this.#beginnings.find(this.#folded, this.#take);
    if (this.#hasEnds) this.#ends.find(this.#folded, this.#take, true);
    if (this.#hasParts) this.#findParts();
    for (const place of this.#scanned) this.#take(place);
    return this.#found;
  }

  #findParts(): void {
    this.#parts.find(this.#folded, this.#take);
    if (!this.#folded.includes(LONG_S)) return;
    this.#onlyTested = true;
    this.#parts.find(this.#folded.replaceAll(LONG_S, 's'), this.#take);
    this.#onlyTested = false;
  }

  /** A property, so that the trees can call it without a new function for every text. */
  readonly #take = (place: number): void => {
    if (this.#seen[place] === this.#stamp) return;
    const one = this.#cases[place];
    if (one === undefined || (this.#onlyTested && one.test === null)) return;
    this.#seen[place] = this.#stamp;
    if (this.#passes(one)) this.#found.push(one.atom);
  };

  #passes({ access, test }: TextCase): boolean {
    if (test !== null) return test(this.#raw);
    const [wanted = ''] = access.texts;
    return (
      wanted.length <= LONGEST_KEY || access.by === 'value' || this.#hasWhole(access.by, wanted)
    );
  }

  /** The tree knows long texts by a part only. */
  #hasWhole(by: TextAccess['by'], wanted: string): boolean {
    if (by === 'beginning') return this.#folded.startsWith(wanted);
    return by === 'end' ? this.#folded.endsWith(wanted) : this.#folded.includes(wanted);
  }
}

/** By code units, as the tree is walked. */
function reversed(text: string): string {
  let result = '';
  for (let at = text.length - 1; at >= 0; at--) result += text.charAt(at);
  return result;
}
