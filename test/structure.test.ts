import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What the linter says of a text as if it stood in that file: in a folder apart, with the project's own settings. */
function lint(path: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-lint-'));
  try {
    cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    const biome = join(root, 'node_modules/.bin/biome');
    const args = ['lint', '--colors=off', '--vcs-enabled=false'];
    const result = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    return result.stdout + result.stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => join(folder, name));
}

describe('the floors hold', () => {
  test.each([
    ['src/language/x.ts', '../util/clock.ts'],
    ['src/directory/x.ts', '../rules/compile-rule.ts'],
    ['src/rules/x.ts', '../matching/rule-index.ts'],
    ['src/matching/x.ts', '../membership/context.ts'],
    ['src/membership/x.ts', '../storage/create-stores.ts'],
    ['src/membership/x.ts', '@azure/data-tables'],
    ['src/groups/x.ts', '../operations/groups.ts'],
    ['src/storage/x.ts', '../groups/create-group.ts'],
    ['src/backup/x.ts', '../groups/create-group.ts'],
    ['src/previews/x.ts', '../storage/create-stores.ts'],
    ['src/identity/x.ts', '../http/messages.ts'],
    ['src/operations/x.ts', '../identity/identify.ts'],
    ['src/http/x.ts', '../membership/context.ts'],
    ['src/local/x.ts', '../app/app.ts'],
    ['src/portal/x.tsx', '../app/settings.ts'],
    ['src/portal/shared/x.tsx', '../../groups/overview.ts'],
    ['functions/x.ts', '../src/groups/create-group.ts'],
  ])('%s may not import %s', (path, target) => {
    expect(lint(path, `export { y } from '${target}';\n`)).toContain('noRestrictedImports');
  });

  test('a room may import the rooms below it', () => {
    expect(
      lint('src/groups/x.ts', "export { editGroup } from '../membership/edit-group.ts';\n"),
    ).not.toContain('noRestrictedImports');
  });
});

describe('time and chance are passed in', () => {
  const rooms = [
    'language',
    'directory',
    'rules',
    'matching',
    'contract',
    'access',
    'http',
    'telemetry',
    'odata',
    'ports',
    'membership',
    'objects',
    'groups',
    'imports',
    'history',
    'delta',
    'monitoring',
    'audit',
    'previews',
    'deliveries',
    'reports',
    'backup',
    'identity',
    'operations',
  ];
  test.each(rooms.flatMap((room) => filesUnder(`src/${room}`)))('%s reads neither', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|randomUUID\(/);
  });
});
