/** Where `npm start` speaks: plain lines, and on a terminal one block beneath them that is redrawn in place. */

/** The part of a stream that is written to. */
export interface Output {
  readonly isTTY?: boolean;
  readonly rows?: number;
  write(text: string): unknown;
}

const DEFAULT_ROWS = 24;
/** Lines kept free for what stands around the block. */
const SPARE_ROWS = 6;

export class Screen {
  readonly #output: Output;
  #drawn: readonly string[] = [];

  constructor(output: Output) {
    this.#output = output;
  }

  get isTerminal(): boolean {
    return this.#output.isTTY === true;
  }

  /** How many lines a block may have without scrolling. */
  get blockRows(): number {
    return Math.max((this.#output.rows || DEFAULT_ROWS) - SPARE_ROWS, 5);
  }

  /** A line that stays, above the block. */
  line(text: string): void {
    this.#output.write(
      `${this.#erase()}${text}\n${this.#drawn.map((each) => `${each}\n`).join('')}`,
    );
  }

  /** Draws the block, or draws it anew in its place. */
  block(lines: readonly string[]): void {
    if (lines.join('\n') === this.#drawn.join('\n')) return;
    const erase = this.#erase();
    this.#drawn = lines;
    this.#output.write(`${erase}${lines.map((each) => `${each}\n`).join('')}`);
  }

  /** Leaves the block as it is; what follows comes beneath it. */
  leaveBlock(): void {
    this.#drawn = [];
  }

  #erase(): string {
    return this.#drawn.length === 0 ? '' : `\u001b[${this.#drawn.length}A\u001b[0J`;
  }
}
