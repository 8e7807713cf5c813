#!/usr/bin/env node
/** `npm run package`: what is deployed, in package/ (docs/deploy.md). */
import { join } from 'node:path';
import { makePackage } from './package-steps.mjs';

const root = join(import.meta.dirname, '..', '..');
const { files } = await makePackage(root, join(root, 'package'));
for (const { name, bytes } of files) console.log(`package/${name}  ${kilobytes(bytes)}`);
console.log(`${kilobytes(files.reduce((sum, { bytes }) => sum + bytes, 0))} in all`);

function kilobytes(bytes) {
  return `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;
}
