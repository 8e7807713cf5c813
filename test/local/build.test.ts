/** Which build `npm start` takes for stale, and what its command line means. */
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseArguments } from '../../src/local/arguments.mjs';
import { build, isStale } from '../../src/local/build-steps.mjs';
import { findFiles } from '../../src/local/host/find-files.ts';

describe('the command line', () => {
  test.each([
    [[], { kind: 'run', empty: false }],
    [['--empty'], { kind: 'run', empty: true }],
    [['--host', 'own'], { kind: 'run', empty: false, host: 'own' }],
    [['--host=func', '--empty'], { kind: 'run', empty: true, host: 'func' }],
    [['--empty', '--help'], { kind: 'help' }],
  ])('%j is understood', (words, expected) => {
    expect(parseArguments(words)).toEqual(expected);
  });

  test.each([[['--host']], [['--host', 'azure']], [['--empty=yes']], [['now']]])(
    '%j is refused',
    (words) => {
      expect(parseArguments(words)).toMatchObject({ kind: 'wrong' });
    },
  );
});

describe('a project folder', () => {
  let root: string;
  const at = (...path: string[]): string => join(root, ...path);
  const old = new Date('2026-01-01T00:00:00Z');
  const young = new Date('2026-01-02T00:00:00Z');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'muster-build-'));
    for (const folder of ['src', 'src/deep', 'functions', 'dist']) mkdirSync(at(folder));
    for (const file of ['src/deep/a.ts', 'functions/b.ts', 'tsconfig.json', 'package-lock.json']) {
      writeFileSync(at(file), '');
      utimesSync(at(file), old, old);
    }
    writeFileSync(at('dist/.built'), '');
    for (const folder of ['src/deep', 'src', 'functions']) utimesSync(at(folder), old, old);
    utimesSync(at('dist/.built'), young, young);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is fresh when nothing is newer than its last good build', () => {
    expect(isStale(root)).toBe(false);
  });

  test.each(['src/deep/a.ts', 'functions/b.ts', 'tsconfig.json', 'package-lock.json'])(
    'is stale when %s has changed',
    (file) => {
      writeFileSync(at(file), 'changed');
      expect(isStale(root)).toBe(true);
    },
  );

  test('is stale when a source was deleted, or no build has succeeded', () => {
    unlinkSync(at('src/deep/a.ts'));
    expect(isStale(root)).toBe(true);
    unlinkSync(at('dist/.built'));
    expect(isStale(root)).toBe(true);
  });

  test('can not be built without its packages, and keeps what it has', () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(build(root)).toBe(false);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('npm ci'));
    expect(isStale(root)).toBe(false);
  });

  test('has its entry files found by pattern', () => {
    expect(findFiles(root, 'functions/*.ts')).toEqual([at('functions/b.ts')]);
    expect(findFiles(root, '{src,functions}/**/*.ts')).toEqual([
      at('functions/b.ts'),
      at('src/deep/a.ts'),
    ]);
    expect(findFiles(root, 'src/deep/a.ts')).toEqual([at('src/deep/a.ts')]);
    expect(findFiles(root, 'functions/*.js')).toEqual([]);
  });
});
