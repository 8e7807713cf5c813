#!/usr/bin/env node
/** `npm run build`: the sources to dist/. */
import { join } from 'node:path';
import { build } from './build-steps.mjs';

if (!build(join(import.meta.dirname, '..', '..'))) {
  console.error('The build failed.');
  process.exitCode = 1;
}
