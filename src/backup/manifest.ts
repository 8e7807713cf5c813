/** What a backup consists of. It is written last: a backup without one did not come to its end. */
import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { KEPT_TABLES, LEFT_OUT } from './table-order.ts';

export const MANIFEST = 'manifest.json';

/** Counts up when an older version could not restore what is written. */
const FORMAT = 1;

const file = z.object({
  rows: z.int().nonnegative(),
  /** Of the file, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const schema = z.object({
  format: z.int(),
  /** When it was begun and ended (ISO, UTC). */
  started: z.iso.datetime(),
  ended: z.iso.datetime(),
  tables: z.record(z.enum(KEPT_TABLES), file),
  /** The tables that are not in it, and why. */
  leftOut: z.record(z.string(), z.string()),
});

export type Manifest = z.infer<typeof schema>;

/** A backup that can't be used; the message says why. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}

export function newManifest(about: Omit<Manifest, 'format' | 'leftOut'>): Manifest {
  return { format: FORMAT, ...about, leftOut: LEFT_OUT };
}

/** Throws BackupError. */
export function readManifest(text: string): Manifest {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw new BackupError(`${MANIFEST} is no manifest of a backup.`);
  if (parsed.data.format > FORMAT)
    throw new BackupError(
      `The backup was made by a later version (format ${parsed.data.format}; this one reads ${FORMAT}).`,
    );
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Counts and adds up lines as they go by. */
export class Tally {
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  add(line: string): void {
    this.#hash.update(`${line}\n`);
    this.#rows++;
  }

  /** Once, after the last line. */
  total(): { readonly rows: number; readonly sha256: string } {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** Names a backup: no other has the same content and times. */
export function nameOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 32);
}
