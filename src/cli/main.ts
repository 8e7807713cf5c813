#!/usr/bin/env node
/** The `muster` command: gives run() the process it runs in. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from './run.ts';

/** Whoever reads the output may stop early, as `head` does; a full disk is told in one sentence. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(2);
});

process.exitCode = await run(process.argv.slice(2), {
  readFile: (path) => readFile(path),
  readStandardInput: () => buffer(process.stdin),
  openFile: (path) => (path === '-' ? process.stdin : createReadStream(path)),
  writeLines: async (path, lines) => {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.from(ended(lines)), createWriteStream(path));
  },
  writePrivateLines: async (path, lines) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(ended(lines)), file);
  },
  fetch: (url, init) => fetch(url, init),
  wait: (milliseconds) => wait(milliseconds),
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  hasColour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  now: () => new Date(),
});

async function* ended(lines: AsyncIterable<string>): AsyncIterableIterator<string> {
  for await (const line of lines) yield `${line}\n`;
}
