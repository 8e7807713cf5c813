/** A command's world in memory: files, standard input, and what it wrote. */
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

export interface Ran {
  readonly status: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

export interface World {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly input?: string;
  readonly hasColour?: boolean;
  /** Answers what the command asks a server; absent: nobody is there. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the command writes to files. */
  readonly written?: Map<string, string>;
  /** How long the command waits each time, in milliseconds. */
  readonly waits?: number[];
}

/** Runs `muster` with these words. */
export async function muster(words: readonly string[], world: World = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    readFile: async (path) => {
      const content = world.files?.[path];
      if (content === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    readStandardInput: async () => new TextEncoder().encode(world.input ?? ''),
    openFile: async function* (path) {
      const bytes = path === '-' ? await io.readStandardInput() : await io.readFile(path);
      // Small pieces, so that lines lie across them.
      for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
    },
    writeLines: async (path, lines) => {
      let text = '';
      for await (const line of lines) text += `${line}\n`;
      world.written?.set(path, text);
    },
    writePrivateLines: (path, lines) => io.writeLines(path, lines),
    fetch: world.fetch ?? (() => Promise.reject(new Error('nobody is there'))),
    wait: async (milliseconds) => {
      world.waits?.push(milliseconds);
    },
    environment: world.environment ?? {},
    print: (line) => out.push(...line.split('\n')),
    complain: (line) => err.push(...line.split('\n')),
    hasColour: world.hasColour ?? false,
    now: () => new Date('2026-01-15T12:00:00Z'),
  };
  const status = await run(words, io);
  return { status, out, err };
}
