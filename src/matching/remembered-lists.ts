/** Atoms by the value that makes them true, kept for values that come again, within bounds. */

/** As many values of an attribute are remembered; then all are forgotten. */
const MOST_VALUES = 8_192;
/** As many atoms for all of them. */
const MOST_ATOMS = 1 << 18;
/** So many unknown values decide whether remembering is worth it for this attribute. */
const TRIAL = 1_024;

/** A pool of lists, each its length and its atoms; a value is remembered by the place of its list. */
export class RememberedLists {
  pool = new Int32Array(256);
  /** Where the next list goes; the first place holds the empty list. */
  #end = 1;
  #values = 0;
  #hits = 0;
  #misses = 0;
  #isOff = false;
  readonly #forget: () => void;

  /** `forget` clears whatever leads from values to places. */
  constructor(forget: () => void) {
    this.#forget = forget;
  }

  hit(): void {
    this.#hits++;
  }

  /** Writes a list and answers its place; good until the next one is written where `isRemembering` is false. */
  write(atoms: readonly number[]): number {
    this.#decide();
    if (atoms.length === 0) return 0;
    const place = this.#end;
    this.#reserve(place + atoms.length + 1);
    this.pool[place] = atoms.length;
    for (const [at, atom] of atoms.entries()) this.pool[place + 1 + at] = atom;
    if (!this.#isOff) this.#end += atoms.length + 1;
    return place;
  }

  /** Whether the value of the list that was written last should be remembered. */
  get isRemembering(): boolean {
    return !this.#isOff;
  }

  get bytes(): number {
    return 4 * this.pool.length + 64 * this.#values;
  }

  #decide(): void {
    if (this.#isOff) return;
    this.#misses++;
    this.#values++;
    if (this.#misses === TRIAL && this.#hits < TRIAL) this.#turnOff();
    else if (this.#values > MOST_VALUES || this.#end > MOST_ATOMS) {
      if (this.#hits < 2 * this.#misses) this.#turnOff();
      else this.#clear();
      this.#hits = 0;
      this.#misses = TRIAL;
    }
  }

  #turnOff(): void {
    this.#isOff = true;
    this.#clear();
  }

  #clear(): void {
    this.#forget();
    this.#values = 0;
    this.#end = 1;
  }

  #reserve(length: number): void {
    if (length <= this.pool.length) return;
    const larger = new Int32Array(2 * length);
    larger.set(this.pool);
    this.pool = larger;
  }
}
