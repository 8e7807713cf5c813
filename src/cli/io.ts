/** What a command may do with the world: passed in, so that tests run commands without a process. */

export interface Io {
  /** The bytes of a file; rejects as Node's fs does. */
  readFile(path: string): Promise<Uint8Array>;
  readStandardInput(): Promise<Uint8Array>;
  /** A file, or standard input for `-`, piece by piece; fails as Node's fs does. */
  openFile(path: string): AsyncIterable<Uint8Array>;
  /** Writes lines to a file as they come; its folder is made when it is missing. */
  writeLines(path: string, lines: AsyncIterable<string>): Promise<void>;
  /** The same for what nobody else may read: folder and file are the owner's alone. Fails when the file is there already. */
  writePrivateLines(path: string, lines: AsyncIterable<string>): Promise<void>;
  fetch(url: string, init: RequestInit): Promise<Response>;
  wait(milliseconds: number): Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes a line to standard output. */
  print(line: string): void;
  /** Writes a line to standard error. */
  complain(line: string): void;
  /** Whether standard output shows colours. */
  readonly hasColour: boolean;
  now(): Date;
}

/** How a command ended: good; invalid rule or failed case; wrong input or usage (design.md 11). */
export type ExitStatus = 0 | 1 | 2;

/** Input that cannot be used; the message is one sentence that names the file and the place. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/** The text of a file, or of standard input for `-`. Throws InputError when it is not there or not UTF-8. */
export async function readText(io: Io, path: string): Promise<string> {
  const bytes = path === '-' ? await io.readStandardInput() : await readBytes(io, path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(`${nameOf(path)} is not UTF-8 text.`);
  }
}

/** A path as messages call it. */
export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : path;
}

/** The pieces of a file, or of standard input for `-`. Throws InputError when it can't be read. */
export async function* readPieces(io: Io, path: string): AsyncIterableIterator<Uint8Array> {
  try {
    yield* io.openFile(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new InputError(`${nameOf(path)} cannot be read: ${reasonOf(error)}.`);
  }
}

async function readBytes(io: Io, path: string): Promise<Uint8Array> {
  try {
    return await io.readFile(path);
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'access is denied';
  return error instanceof Error ? error.message : String(error);
}
