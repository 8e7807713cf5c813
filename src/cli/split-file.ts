/** Cuts a file into parts as it is read, at the ends of its lines, so that a file of any size needs little memory. */

/** Below what a part may have (4 MiB, 50,000 lines), so that a header still fits. */
const LIMITS: Limits = { bytes: 4 * 1_048_576 - 65_536, lines: 40_000 };

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const COMMA = 0x2c;
const QUOTE = 0x22;

/** The most that a part holds. */
interface Limits {
  readonly bytes: number;
  readonly lines: number;
}

export type Format = 'ndjson' | 'csv';

/** Lines that follow each other in a file. */
export interface FilePart {
  /** As it is sent; a part of CSV begins with the header. */
  readonly bytes: Uint8Array;
  /** The number in the file of the part's line with a number. */
  readonly lineInFile: (lineInPart: number) => number;
}

/** A line that is longer than a part can be: it is left out. */
export interface TooLong {
  readonly tooLong: number;
}

/** The parts of a file in their order; always the same for the same file. */
export async function* splitFile(
  pieces: AsyncIterable<Uint8Array>,
  format: Format,
  limits = LIMITS,
): AsyncIterableIterator<FilePart | TooLong> {
  const parts = new Parts(format, limits);
  const lines = format === 'csv' ? new CsvLines() : new PlainLines();
  let rest: Uint8Array = new Uint8Array();
  let isTooLong = false;
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = lines.nextEnd(bytes, start); end >= 0; end = lines.nextEnd(bytes, start)) {
      yield* isTooLong ? parts.skip() : parts.add(bytes.subarray(start, end));
      isTooLong = false;
      start = end;
    }
    rest = bytes.subarray(start);
    // What cannot be sent is not gathered either: a file need not have lines at all.
    if (rest.length > limits.bytes) {
      isTooLong = true;
      rest = new Uint8Array();
    }
    lines.keep(rest.length);
  }
  if (isTooLong) yield* parts.skip();
  else if (rest.length > 0) yield* parts.add(rest);
  yield* parts.end();
}

/** Finds the ends of lines; remembers how far it has looked into a line that is not whole yet. */
interface LineEnds {
  /** One past the line break of the line that begins at `start`; -1 when it is not whole. */
  nextEnd(bytes: Uint8Array, start: number): number;
  /** So many bytes were looked at and come again. */
  keep(length: number): void;
}

class PlainLines implements LineEnds {
  #looked = 0;

  nextEnd(bytes: Uint8Array, start: number): number {
    const found = bytes.indexOf(LINE_FEED, start + this.#looked);
    this.#looked = 0;
    return found < 0 ? -1 : found + 1;
  }

  keep(length: number): void {
    this.#looked = length;
  }
}

/** A line break within quotation marks ends no line; a mark opens only where a field begins. */
class CsvLines implements LineEnds {
  #looked = 0;
  #isQuoted = false;
  #before = LINE_FEED;
  /** The byte before was a mark that closed a field: doubled, it opens it again. */
  #hasClosed = false;

  nextEnd(bytes: Uint8Array, start: number): number {
    for (let at = start + this.#looked; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        const opens = this.#before === COMMA || this.#before === LINE_FEED || this.#hasClosed;
        this.#hasClosed = this.#isQuoted;
        this.#isQuoted = !this.#isQuoted && opens;
      } else this.#hasClosed = false;
      const ends = byte === LINE_FEED && !this.#isQuoted;
      this.#before = byte;
      if (!ends) continue;
      this.#looked = 0;
      return at + 1;
    }
    this.#looked = 0;
    return -1;
  }

  keep(length: number): void {
    this.#looked = length;
  }
}

class Parts {
  readonly #format: Format;
  readonly #limits: Limits;
  #header: Uint8Array | null = null;
  #headerLines = 0;
  #lines: Uint8Array[] = [];
  #bytes = 0;
  #count = 0;
  /** The number of the first line of the part that is being filled. */
  #first = 1;
  #next = 1;

  constructor(format: Format, limits: Limits) {
    this.#format = format;
    this.#limits = limits;
  }

  *add(line: Uint8Array): IterableIterator<FilePart | TooLong> {
    const number = this.#next;
    const count = this.#format === 'csv' ? lineBreaks(line) : 1;
    this.#next += count;
    if (this.#format === 'csv' && this.#header === null) {
      if (isBlank(line)) return;
      this.#header = endsWithBreak(line) ? line.slice() : Buffer.concat([line, Buffer.from('\n')]);
      this.#headerLines = count;
      this.#first = this.#next;
      return;
    }
    const room = this.#limits.bytes - (this.#header?.length ?? 0);
    const isFull = this.#bytes + line.length > room || this.#count + count > this.#limits.lines;
    if (isFull && this.#lines.length > 0) yield this.#take();
    if (this.#lines.length === 0) this.#first = number;
    if (line.length > room) {
      yield { tooLong: number };
      return;
    }
    this.#lines.push(line.slice());
    this.#bytes += line.length;
    this.#count += count;
  }

  /** A line that was not gathered. */
  *skip(): IterableIterator<FilePart | TooLong> {
    if (this.#lines.length > 0) yield this.#take();
    yield { tooLong: this.#next++ };
  }

  *end(): IterableIterator<FilePart> {
    if (this.#lines.length > 0) yield this.#take();
  }

  #take(): FilePart {
    const header = this.#header === null ? [] : [this.#header];
    const bytes = Buffer.concat([...header, ...this.#lines]);
    const [first, above] = [this.#first, this.#headerLines];
    this.#lines = [];
    this.#bytes = 0;
    this.#count = 0;
    return { bytes, lineInFile: (line) => (line <= above ? line : first + line - above - 1) };
  }
}

/** As the server counts them: each of CR LF, LF and CR is one. */
function lineBreaks(line: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at];
    if (byte === LINE_FEED || (byte === RETURN && line[at + 1] !== LINE_FEED)) count++;
  }
  return count;
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === LINE_FEED || byte === RETURN);
}

function endsWithBreak(line: Uint8Array): boolean {
  return line.at(-1) === LINE_FEED;
}
