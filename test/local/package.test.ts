/** What `npm run package` makes: what is in it, how large it is, and that it runs from a folder holding nothing else. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePackage, type Package } from '../../src/local/package-steps.mjs';
import { portalModules } from '../../src/local/portal-steps.mjs';
import { isolatedStorage } from '../support/azurite.ts';
import { newGroup, newUser } from '../support/new-objects.ts';
import { type PackagedApp, startPackage } from '../support/packaged-app.ts';
import { expectedMembers } from '../support/plain-evaluation.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '../..');
const LIMIT = 15 * 1024 * 1024;
/** Loading takes about 0.2 s on an idle machine, listening 0.7 s; tests share theirs with others. */
const LOADED_WITHIN = 3_000;
const LISTENING_WITHIN = 15_000;
/** null: an assigned group has no status. */
const SETTLED = new Set(['Update complete', 'Update paused', null]);

let work: string;
let folder: string;
let made: Package;
let bundle: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'muster-package-'));
  folder = join(work, 'package');
  made = await makePackage(root, folder);
  bundle = readFileSync(join(folder, 'functions.js'), 'utf8');
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Names and versions that a plain `npm ci --omit=dev` would install. */
function productionPackages(): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const names = Object.keys(packages).filter((path) => path !== '' && !packages[path].dev);
  return new Set(
    names.map((path) => `${path.split('node_modules/').at(-1)} ${packages[path].version}`),
  );
}

function packageIn(part: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(part)?.[1];
}

describe('the package', () => {
  test('holds five files and the portal, far below 15 MB', () => {
    expect(readdirSync(folder).sort()).toEqual(
      [
        'LICENSE',
        'THIRD-PARTY-NOTICES.txt',
        'functions.js',
        'host.json',
        'package.json',
        'portal',
      ].sort(),
    );
    expect(readdirSync(join(folder, 'portal'))).toContain('index.html.br');
    const size = made.files.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(
      [...made.files.map(({ name, bytes }) => `${name} ${bytes}`), `${size} bytes in all`].join(
        '\n',
      ),
    );
    expect(size).toBeLessThanOrEqual(LIMIT);
  });

  test('tells the host where the functions are, and nothing that would be installed or run', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ main: 'functions.js', type: 'commonjs' });
    for (const field of ['scripts', 'dependencies', 'devDependencies', 'bin'])
      expect(manifest).not.toHaveProperty(field);
    expect(readFileSync(join(folder, 'host.json'))).toEqual(readFileSync(join(root, 'host.json')));
  });

  test('holds every registered function, and of the sources only what they need', () => {
    const parts = made.modules;
    for (const name of readdirSync(join(root, 'functions')))
      expect(parts).toContain(`functions/${name}`);
    const rooms = new Set(parts.map((part) => part.split('/').slice(0, 2).join('/')));
    expect([...rooms]).toEqual(expect.arrayContaining(['src/app', 'src/storage', 'src/rules']));
    for (const room of ['src/local', 'src/cli', 'test', 'examples'])
      expect(parts.filter((part) => part.startsWith(`${room}/`))).toEqual([]);
    expect(bundle).not.toMatch(/fast-check|vitest|azurite\/dist|croner/);
  });

  test('asks for nothing but Node, what the host gives, and colours that it does without', () => {
    const asked = [...bundle.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(
      ([, name]) => name ?? '',
    );
    const others = asked.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')));
    expect(asked.length).toBeGreaterThan(10);
    expect(others.sort()).toEqual(['@azure/functions-core', 'supports-color']);
  });

  test('keeps the terms of every package in it, and none of those are for development', () => {
    const notices = readFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const named = [...notices.matchAll(/^-{80}\n\n(\S+ \S+) \((\S+)\)$/gm)].map(
      ([, name = '', licence = '']) => [name, licence] as const,
    );
    const inBundle = new Set(
      made.modules.filter((part) => part.includes('node_modules/')).map(packageIn),
    );
    expect(new Set(named.map(([name]) => name.split(' ')[0]))).toEqual(inBundle);
    // What the portal is made of is needed only to build it; of the rest nothing is for development.
    const ofPortal = new Set(portalModules(root).map(packageIn));
    const production = productionPackages();
    const others = named.filter(([name]) => !ofPortal.has(name.split(' ')[0] ?? ''));
    expect(others.filter(([name]) => !production.has(name))).toEqual([]);
    const free = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];
    expect(named.filter(([, licence]) => !free.includes(licence))).toEqual([]);
  });

  test('is the same, byte for byte, made twice', async () => {
    const again = join(work, 'again');
    await makePackage(root, again);
    for (const { name } of made.files.filter((file) => file.name !== 'portal'))
      expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  });
});

/** By the command line, as an administrator would. */
async function importFiles(url: string, names: readonly string[]): Promise<void> {
  const files = names.map((name) => join(root, 'examples/contoso', `${name}.ndjson`));
  const words = [join(root, 'src/cli/main.ts'), 'import', ...files];
  await promisify(execFile)(process.execPath, words, { env: { ...process.env, MUSTER_URL: url } });
}

describe('alone in a folder', () => {
  let alone: string;
  let app: PackagedApp;

  beforeAll(async () => {
    alone = mkdtempSync(join(tmpdir(), 'muster-alone-'));
    cpSync(folder, alone, { recursive: true });
    app = await startPackage(alone, {
      AzureWebJobsStorage: isolatedStorage(),
      MUSTER_LOCAL: 'true',
    });
  });

  afterAll(async () => {
    await app?.stop();
    rmSync(alone, { recursive: true, force: true });
  });

  test('it starts soon', () => {
    for (let above = alone; above !== dirname(above); above = dirname(above))
      expect(existsSync(join(above, 'node_modules'))).toBe(false);
    console.log(
      `functions loaded in ${Math.round(app.loaded)} ms, listening after ${Math.round(app.listening)} ms`,
    );
    expect(app.loaded).toBeLessThan(LOADED_WITHIN);
    expect(app.listening).toBeLessThan(LISTENING_WITHIN);
  });

  test('the groups of a whole directory end with the members that a plain evaluation finds', async () => {
    await importFiles(app.url, ['users', 'devices', 'groups']);
    const groups = await until(
      () => app.all('/muster/v1/groups'),
      (found) => found.every(({ displayStatus }) => SETTLED.has(displayStatus)),
      60,
    );
    const expected = expectedMembers(new Date());
    expect(expected.size).toBeGreaterThan(10);
    for (const [name, members] of expected) {
      const { id, displayStatus } = groups.find(({ displayName }) => displayName === name) ?? {};
      const found = await app.all(`/v1.0/groups/${id}/members?$select=id&$top=999`);
      const right = displayStatus === 'Update paused' ? new Set() : members;
      expect(new Set(found.map((member) => member.id)), name).toEqual(right);
    }
  }, 120_000);

  test('the portal is there, with nothing else beside it', async () => {
    const page = await fetch(`${app.url}/groups`, { headers: { Accept: 'text/html' } });
    expect(await page.text()).toContain('<div id="portal">');
  });

  test('members follow what changes', async () => {
    expect((await app.get('/muster/v1/health')).status).toBe(200);
    const user = async (name: string, department: string): Promise<string> =>
      (await app.post('/v1.0/users', { ...newUser(name), department })).body.id;
    const anna = await user('anna', 'Choir');
    const boris = await user('boris', 'Legal');
    const carla = await user('carla', 'choir');
    const { status, body } = await app.post(
      '/v1.0/groups',
      newGroup('Choir', 'user.department -eq "Choir"'),
    );
    expect(status).toBe(201);
    const members = async (): Promise<string[]> =>
      (await app.all(`/v1.0/groups/${body.id}/members?$select=id`)).map(({ id }) => id).sort();
    const areMembers =
      (...ids: string[]) =>
      (found: string[]): boolean =>
        found.join() === ids.sort().join();
    await until(members, areMembers(anna, carla));
    await app.patch(`/v1.0/users/${boris}`, { department: 'Choir' });
    await app.patch(`/v1.0/users/${anna}`, { department: null });
    await app.delete(`/v1.0/users/${carla}`);
    await until(members, areMembers(boris));
    await app.patch(`/v1.0/groups/${body.id}`, {
      membershipRule: 'user.department -eq null -and user.displayName -eq "anna"',
    });
    await until(members, areMembers(anna));
  });
});
