/** Azure Functions Core Tools, played by a script: when they are taken, and when not. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCoreTools, startCoreTools } from '../../src/local/core-tools.ts';
import { freePort } from '../support/local-host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-func-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A `func` in a folder of its own that does what a piece of JavaScript says. */
function installFunc(name: string, script: string): string {
  const command = join(folder, name, 'func');
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(command, `#!${process.execPath}\n${script}\n`);
  chmodSync(command, 0o755);
  return command;
}

test('only a func that answers with version 4 counts', () => {
  installFunc('old', "console.log('3.0.1')");
  installFunc('broken', "console.log('4.0.1'); process.exit(1)");
  installFunc('node_modules/.bin', "console.log('4.0.1')");
  const good = installFunc('good', "console.log('4.0.5455')");
  const path = (...names: string[]): string =>
    names.map((each) => join(folder, each)).join(delimiter);
  expect(findCoreTools(path('none', 'old', 'broken', 'node_modules/.bin'))).toBeUndefined();
  expect(findCoreTools(path('none', 'old', 'broken', 'node_modules/.bin', 'good'))).toBe(good);
});

function options(command: string, port: number) {
  const logFile = join(folder, 'func.log');
  return { command, root: folder, port, environment: { MUSTER_LOCAL: 'true' }, logFile };
}

test('a func that comes up is used, with local.settings.json made from the sample', async () => {
  writeFileSync(join(folder, 'local.settings.sample.json'), '{"Values":{}}');
  const command = installFunc(
    'good',
    `require('node:http').createServer((request, response) => {
      response.end(JSON.stringify({ state: 'Running', local: process.env.MUSTER_LOCAL }));
    }).listen(Number(process.argv[4]), '127.0.0.1');`,
  );
  const host = await startCoreTools(options(command, await freePort()));
  const answer = await fetch(`${host.url}/admin/host/status`);
  expect(await answer.json()).toEqual({ state: 'Running', local: 'true' });
  expect(readFileSync(join(folder, 'local.settings.json'), 'utf8')).toBe('{"Values":{}}');
  await host.stop();
  expect(await host.ended).toContain('Core Tools ended');
});

test('a func that ends early is reported', async () => {
  const command = installFunc('bad', "console.log('no bundle'); process.exit(3)");
  const starting = startCoreTools(options(command, 1));
  await expect(starting).rejects.toThrow(`Core Tools ended (3); see ${join(folder, 'func.log')}`);
});
