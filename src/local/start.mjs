#!/usr/bin/env node
/** `npm start`: builds what is stale, then runs what was built. Plain JavaScript, so that Node 20.20 can begin with it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArguments, USAGE } from './arguments.mjs';
import { build, isStale } from './build-steps.mjs';

const root = join(import.meta.dirname, '..', '..');
process.exitCode = await start(parseArguments(process.argv.slice(2)));

async function start(given) {
  if (given.kind === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (given.kind === 'wrong') {
    console.error(`${given.message}\n\n${USAGE}`);
    return 2;
  }
  if (isStale(root)) {
    console.log('Building what has changed …');
    if (!build(root)) {
      console.error('The build failed, so there is nothing to start. Mend what is named above.');
      return 1;
    }
  }
  const { run } = await import(pathToFileURL(join(root, 'dist', 'src', 'local', 'main.js')).href);
  return await run({ root, empty: given.empty, ...(given.host && { host: given.host }) });
}
