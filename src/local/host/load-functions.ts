/** Brings in the application's entry files, as package.json's `main` names them, so that they register their functions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFiles } from './find-files.ts';
import type { FunctionRegistry, RegisteredFunction } from './function-registry.ts';

/** Files or patterns relative to the root; rejects when one fits no file, or a file fails while it loads. */
export async function loadFunctions(
  registry: FunctionRegistry,
  root: string,
  patterns: readonly string[] = [readMain(root)],
): Promise<RegisteredFunction[]> {
  const files = patterns.flatMap((pattern) => {
    const found = findFiles(root, pattern);
    if (found.length > 0) return found;
    throw new Error(`No file fits '${pattern}' in ${root}. Build the application: npm run build.`);
  });
  for (const file of files) {
    await registry.loadFile(file, () => import(/* @vite-ignore */ pathToFileURL(file).href));
  }
  const functions = registry.functionsOf(files);
  if (functions.length === 0) throw new Error(`${patterns.join(', ')} registers no function.`);
  const capabilities = await registry.model.getCapabilities({});
  if (capabilities.HttpUri) {
    throw new Error('enableHttpStream is on, which the local host does not support: leave it off.');
  }
  return functions;
}

function readMain(root: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const main = typeof parsed === 'object' && parsed !== null && 'main' in parsed && parsed.main;
  if (typeof main !== 'string') throw new Error('package.json has no "main" naming the functions.');
  return main;
}
