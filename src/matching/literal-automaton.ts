/**
 * Finds which of many texts a text begins with, ends with or contains, in one pass over it (Aho and Corasick, 1975, for
 * parts; the same tree without its detours for beginnings and ends). Edges stand in one hash table of typed arrays: its size
 * goes by the length of the texts, not by the letters there are.
 */

/** What is done with the number of each text that was found; the same may come several times. */
export type Found = (payload: number) => void;

/** Longer texts are looked for by their first letters (ends: last letters), so that nobody's rule can make the tree large. */
export const LONGEST_KEY = 24;

const ROOT = 0;
const NONE = -1;

/** A tree of texts that grows until it is asked for the first time. */
export class LiteralAutomaton {
  readonly #isPart: boolean;
  #nodes = 1;
  /** Open addressing: node and letter of the edge, and where it leads. */
  #fromNode = new Int32Array(64).fill(NONE);
  #letter = new Int32Array(64);
  #toNode = new Int32Array(64);
  /** By node: the first of its texts, and by text the next one of the same node. */
  #firstText: number[] = [NONE];
  readonly #nextText: number[] = [];
  readonly #payloads: number[] = [];
  #fail = new Int32Array(0);
  /** The next node on the way of detours at which a text ends. */
  #shorter = new Int32Array(0);

  /** `isPart`: texts may be found anywhere; else only from the beginning on. */
  constructor(isPart: boolean) {
    this.#isPart = isPart;
  }

  /** Adds a text of at least one letter. */
  add(text: string, payload: number): void {
    let node = ROOT;
    for (let at = 0; at < text.length; at++) node = this.#child(node, text.charCodeAt(at));
    this.#payloads.push(payload);
    this.#nextText.push(this.#firstText[node] ?? NONE);
    this.#firstText[node] = this.#payloads.length - 1;
  }

  /** To be called once after the last text. */
  finish(): void {
    if (this.#isPart) this.#linkDetours();
  }

  /** Texts found in `text`, read backwards where the tree is one of ends. */
  find(text: string, found: Found, isBackwards = false): void {
    if (this.#isPart) this.#findParts(text, found);
    else if (isBackwards) this.#walkBack(text, found);
    else this.#walk(text, found);
  }

  /** Bytes of its tables. */
  get bytes(): number {
    const texts = this.#firstText.length + this.#nextText.length + this.#payloads.length;
    return 12 * this.#fromNode.length + 8 * texts + 8 * this.#fail.length;
  }

  #walk(text: string, found: Found): void {
    let node = ROOT;
    for (let at = 0; at < text.length; at++) {
      node = this.#edge(node, text.charCodeAt(at));
      if (node === NONE) return;
      this.#report(node, found);
    }
  }

  #walkBack(text: string, found: Found): void {
    let node = ROOT;
    for (let at = text.length - 1; at >= 0; at--) {
      node = this.#edge(node, text.charCodeAt(at));
      if (node === NONE) return;
      this.#report(node, found);
    }
  }

  #findParts(text: string, found: Found): void {
    let node = ROOT;
    for (let at = 0; at < text.length; at++) {
      node = this.#step(node, text.charCodeAt(at));
      for (let end = node; end > ROOT; end = this.#shorter[end] ?? ROOT) this.#report(end, found);
    }
  }

  /** Follows the edge, or takes the shortest detour that has one. */
  #step(from: number, letter: number): number {
    let node = from;
    for (;;) {
      const next = this.#edge(node, letter);
      if (next !== NONE) return next;
      if (node === ROOT) return ROOT;
      node = this.#fail[node] ?? ROOT;
    }
  }

  #report(node: number, found: Found): void {
    for (
      let text = this.#firstText[node] ?? NONE;
      text !== NONE;
      text = this.#nextText[text] ?? NONE
    )
      found(this.#payloads[text] ?? NONE);
  }

  #edge(node: number, letter: number): number {
    const slot = this.#slot(node, letter);
    return this.#fromNode[slot] === node ? (this.#toNode[slot] ?? NONE) : NONE;
  }

  /** The edge's slot, or the free one where it belongs. */
  #slot(node: number, letter: number): number {
    const mask = this.#fromNode.length - 1;
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(letter, 0x85ebca6b)) >>> 7;
    for (;;) {
      slot &= mask;
      const owner = this.#fromNode[slot];
      if (owner === NONE || (owner === node && this.#letter[slot] === letter)) return slot;
      slot++;
    }
  }

  #child(node: number, letter: number): number {
    const slot = this.#slot(node, letter);
    if (this.#fromNode[slot] === node) return this.#toNode[slot] ?? ROOT;
    const child = this.#nodes++;
    this.#firstText.push(NONE);
    this.#fromNode[slot] = node;
    this.#letter[slot] = letter;
    this.#toNode[slot] = child;
    if (2 * this.#nodes > this.#fromNode.length) this.#grow();
    return child;
  }

  #grow(): void {
    const [nodes, letters, targets] = [this.#fromNode, this.#letter, this.#toNode];
    this.#fromNode = new Int32Array(2 * nodes.length).fill(NONE);
    this.#letter = new Int32Array(2 * nodes.length);
    this.#toNode = new Int32Array(2 * nodes.length);
    for (const [at, node] of nodes.entries()) {
      if (node === NONE) continue;
      const slot = this.#slot(node, letters[at] ?? 0);
      this.#fromNode[slot] = node;
      this.#letter[slot] = letters[at] ?? 0;
      this.#toNode[slot] = targets[at] ?? ROOT;
    }
  }

  /** From each node to the one of its longest proper ending, breadth first: children have greater numbers, not greater depths. */
  #linkDetours(): void {
    this.#fail = new Int32Array(this.#nodes);
    this.#shorter = new Int32Array(this.#nodes);
    const children: number[][] = [];
    for (const [slot, node] of this.#fromNode.entries()) {
      if (node === NONE) continue;
      children[node] ??= [];
      children[node].push(slot);
    }
    let level = [ROOT];
    while (level.length > 0) {
      const next: number[] = [];
      for (const node of level) {
        for (const slot of children[node] ?? []) next.push(this.#link(node, slot));
      }
      level = next;
    }
  }

  #link(parent: number, slot: number): number {
    const child = this.#toNode[slot] ?? ROOT;
    const detour =
      parent === ROOT ? ROOT : this.#step(this.#fail[parent] ?? ROOT, this.#letter[slot] ?? 0);
    this.#fail[child] = detour;
    const endsText = (this.#firstText[detour] ?? NONE) !== NONE;
    this.#shorter[child] = endsText ? detour : (this.#shorter[detour] ?? ROOT);
    return child;
  }
}
