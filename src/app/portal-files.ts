/** The portal's files as its build left them: read once, served by their exact names, compressed where they were compressed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PortalFile {
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly isImmutable: boolean;
  /** By the names of Accept-Encoding; `identity` is always there. */
  readonly bytes: Readonly<Record<'identity' | 'gzip' | 'br', Buffer | null>>;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Beside the bundle of the package; in dist/ beside the compiled sources; and in dist/ seen from the sources. */
const PLACES = ['portal', '../../portal', '../../dist/portal'];

/** A folder with the portal in it, found from that of the running code; null: the portal was not built. */
export function findPortal(from: string): string | null {
  const folders = PLACES.map((place) => join(from, place));
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

/** Files of a folder by their path, such as `assets/main-1a2b.js`. */
export class PortalFiles {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  readonly #read = new Map<string, PortalFile>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#names = new Set(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => typeOf(name) !== undefined),
    );
  }

  /** Null for what is no file of the portal, whatever else the disk holds. */
  find(name: string): PortalFile | null {
    if (!this.#names.has(name)) return null;
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const file = this.#load(name);
    this.#read.set(name, file);
    return file;
  }

  #load(name: string): PortalFile {
    const path = join(this.#folder, name);
    const identity = readFileSync(path);
    const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
    return {
      type: typeOf(name) ?? '',
      etag: `"${digest}"`,
      isImmutable: name.startsWith('assets/'),
      bytes: { identity, gzip: readIfThere(`${path}.gz`), br: readIfThere(`${path}.br`) },
    };
  }
}

function typeOf(name: string): string | undefined {
  return TYPES[name.split('.').at(-1) ?? ''];
}

function readIfThere(path: string): Buffer | null {
  return existsSync(path) ? readFileSync(path) : null;
}
