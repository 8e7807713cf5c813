/**
 * Which atoms are true of one object. A stamp says so, which is newer with every object, so that nothing has to be cleared
 * between two.
 */

/** Stamps beyond this one mean something else to whoever keeps them. */
export const LAST_STAMP = 0x3fffffff;

export class Truth {
  /** By atom; true where it is the present stamp. */
  readonly stamps: Int32Array;
  /** The true atoms, `count` of them. */
  readonly list: Int32Array;
  count = 0;
  stamp = 0;

  constructor(atoms: number) {
    this.stamps = new Int32Array(atoms);
    this.list = new Int32Array(atoms);
  }

  /** Nothing is true of the next object yet. */
  begin(): void {
    this.count = 0;
    this.stamp++;
    if (this.stamp < LAST_STAMP) return;
    this.stamps.fill(0);
    this.stamp = 1;
  }

  add(atom: number): void {
    if (this.stamps[atom] === this.stamp) return;
    this.stamps[atom] = this.stamp;
    this.list[this.count++] = atom;
  }

  /** Adds what stands in a pool: at `offset` how many, and then the atoms. */
  addList(pool: Int32Array, offset: number): void {
    const end = offset + (pool[offset] ?? 0);
    for (let at = offset + 1; at <= end; at++) this.add(pool[at] ?? 0);
  }

  has(atom: number): boolean {
    return this.stamps[atom] === this.stamp;
  }
}
