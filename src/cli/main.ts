#!/usr/bin/env node
/** The `muster` command: gives run() the process it runs in. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
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
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  hasColour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  now: () => new Date(),
});
