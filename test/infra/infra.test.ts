/** What is deployed to Azure by infra/ and azure.yaml: well formed, complete, and without a key. Nothing here compiles it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Parser } from 'web-tree-sitter';
import { readSettings } from '../../src/app/settings.ts';
import { type BicepFile, bicepParser, readBicep } from '../support/bicep.ts';

const root = join(import.meta.dirname, '../..');
const paths = readdirSync(join(root, 'infra'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bicep'))
  .map((name) => join('infra', name));

const TENANT = '11111111-2222-4333-8444-555555555555';

let parser: Parser;
let files: ReadonlyMap<string, BicepFile>;
let all: string;

beforeAll(async () => {
  parser = await bicepParser();
  files = new Map(paths.map((path) => [path, readBicep(parser, join(root, path))]));
  all = [...files.values()].map(({ text }) => text).join('\n');
});

/** What a parameter is when it is left out, in a tenant of Azure's public cloud. */
function defaultOf(text: string, parameter: string): string {
  const value = new RegExp(`^param ${parameter} \\w+ = (.*)$`, 'm').exec(text)?.[1] ?? '';
  return value
    .replace(/^'|'$/g, '')
    .replace(
      /\$\{environment\(\)\.authentication\.loginEndpoint\}/,
      'https://login.microsoftonline.com/',
    )
    .replace(/\$\{tenant\(\)\.tenantId\}/g, TENANT);
}

function file(path: string): BicepFile {
  const found = files.get(path);
  if (!found) throw new Error(`There is no ${path}.`);
  return found;
}

describe.each(paths)('%s', (path) => {
  test('is well formed', () => {
    expect(file(path).faults).toEqual([]);
  });

  test('uses what it declares, and nothing else', () => {
    const { declared, used } = file(path);
    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
    const idle = [...declared].filter((name) => !used.has(name));
    // A resource or module may stand for itself.
    const { parameters, text } = file(path);
    expect(idle.filter((name) => parameters.has(name))).toEqual([]);
    expect(idle.filter((name) => text.includes(`\nvar ${name} `))).toEqual([]);
  });

  test('gives its modules what they ask for, and reads what they answer', () => {
    const { modules, outputsRead } = file(path);
    const answers = modules.flatMap(({ name, file: target, given }) => {
      const { parameters, outputs } = readBicep(parser, target);
      const needed = [...parameters].filter(([, { optional }]) => !optional).map(([each]) => each);
      expect(given, name).toEqual(expect.arrayContaining(needed));
      expect([...parameters.keys()], name).toEqual(expect.arrayContaining([...given]));
      return outputs.map((output) => `${name}.${output}`);
    });
    expect(answers).toEqual(expect.arrayContaining([...outputsRead]));
  });
});

describe('the checks find', () => {
  test('a missing brace, with its line', () => {
    const { faults } = readBicep(
      parser,
      'x.bicep',
      "param a string\nvar b = {\n  c: a\n\nvar d = 'e\n",
    );
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatch(/^\d+:\d+ /);
  });

  test('a name that nothing declares', () => {
    const { declared, used } = readBicep(parser, 'x.bicep', 'var a = { b: toLower(c) }\n');
    expect([[...declared], [...used]]).toEqual([['a'], ['c']]);
  });
});

describe('the deployment', () => {
  test('has every setting of the application but the one that opens a laptop', () => {
    const settings = readFileSync(join(root, 'src/app/settings.ts'), 'utf8');
    const names = new Set(settings.match(/\bMUSTER_[A-Z_]+(?=:)/g));
    expect(names).toContain('MUSTER_DELAY_HOURS');
    names.delete('MUSTER_LOCAL');
    const given = new Set(file('infra/main.bicep').text.match(/\bMUSTER_[A-Z_]+(?=: )/g));
    expect([...names].filter((name) => !given.has(name))).toEqual([]);
    expect(all).not.toContain('MUSTER_LOCAL');
  });

  test('gives settings that the application takes when nobody chose any', () => {
    const { text } = file('infra/main.bicep');
    const given = [...text.matchAll(/^ {6}(MUSTER_[A-Z_]+): (?:string\()?(\w+)/gm)].map(
      ([, name = '', parameter = '']) => [name, defaultOf(text, parameter)],
    );
    const { issuers, delayHours, isLocal, limits } = readSettings({
      ...Object.fromEntries(given),
      AzureWebJobsStorage__tableServiceUri: 'https://one.table.core.windows.net/',
      AzureWebJobsStorage__queueServiceUri: 'https://one.queue.core.windows.net/',
    });
    expect(issuers).toEqual([
      `https://login.microsoftonline.com/${TENANT}/v2.0`,
      `https://sts.windows.net/${TENANT}/`,
    ]);
    expect([delayHours, isLocal, limits.perSecond > 0]).toEqual([24, false, true]);
  });

  test('knows no key: storage, logs and publishing are for identities with a role', () => {
    expect(all).not.toMatch(
      /listKeys|listAccountSas|listCredentials|AccountKey|SharedAccess|\.keys\b/i,
    );
    expect(all).not.toMatch(/InstrumentationKey|AzureWebJobsStorage\s*:|DefaultEndpointsProtocol/);
    expect(file('infra/app/storage.bicep').text).toMatch(/allowSharedKeyAccess: false/);
    expect(file('infra/app/storage.bicep').text).toMatch(/allowBlobPublicAccess: false/);
    expect(file('infra/app/storage.bicep').text).toMatch(/minimumTlsVersion: 'TLS1_2'/);
    expect(file('infra/app/monitoring.bicep').text).toMatch(/DisableLocalAuth: true/);
    const { text } = file('infra/app/api.bicep');
    expect(text).toMatch(/httpsOnly: true/);
    expect(text).toMatch(/name: 'scm'\n\s+properties: \{\n\s+allow: false/);
    expect(text).not.toContain('cors');
  });

  test('gives the identity four roles, each on one resource', () => {
    const { text } = file('infra/app/identity.bicep');
    expect(text.match(/'[0-9a-f]{8}-[0-9a-f-]{27}'/g)?.sort()).toEqual(
      [
        // Storage Blob Data Owner, Queue and Table Data Contributor, Monitoring Metrics Publisher.
        "'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'",
        "'974c5e8b-45b9-4653-ba55-5f855dd0fb88'",
        "'0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'",
        "'3913510d-42f4-4e42-8a64-420c390055eb'",
      ].sort(),
    );
    expect(text.match(/scope: (\w+)/g)).toEqual(['scope: account', 'scope: applicationInsights']);
  });

  test('takes its parameters from the environment by names that main.bicep has', () => {
    const { parameters } = JSON.parse(
      readFileSync(join(root, 'infra/main.parameters.json'), 'utf8'),
    );
    expect(Object.keys(parameters).sort()).toEqual(
      [...file('infra/main.bicep').parameters.keys()].sort(),
    );
    for (const { value } of Object.values<{ value: string }>(parameters))
      expect(value).toMatch(/^\$\{(AZURE|MUSTER)_[A-Z_]+\}$/);
    const told = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
    for (const name of Object.keys(parameters).filter((each) => each !== 'location'))
      expect(told).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('reads nothing over the network, and sends the package alone', () => {
    for (const { modules } of files.values())
      for (const { file: target } of modules) expect(existsSync(target)).toBe(true);
    const azd = readFileSync(join(root, 'azure.yaml'), 'utf8');
    expect(azd).toMatch(/^ {4}dist: package$/m);
    expect(azd).toMatch(/^ {4}remoteBuild: false$/m);
    expect(azd.match(/run: npm run package/g)).toHaveLength(2);
    expect(file('infra/app/api.bicep').text).toContain("'azd-service-name': 'api'");
    // azd refuses `remoteBuild: false` beside a .funcignore that leaves out node_modules.
    expect(existsSync(join(root, '.funcignore'))).toBe(false);
  });

  test('has alerts that look for what is there', () => {
    const { text } = file('infra/app/alerts.bicep');
    const named = [...text.matchAll(/event\)? (?:==|in) ([^']+)'/g)].flatMap(([, names = '']) =>
      [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name),
    );
    expect(named).toEqual(expect.arrayContaining(['delay', 'drift', 'objectGivenUp']));
    const written = ['src/telemetry/activity.ts', 'src/ports/alert-ports.ts'].map((path) =>
      readFileSync(join(root, path), 'utf8'),
    );
    for (const name of named) expect(written.join()).toContain(`'${name}'`);
    const queues = readFileSync(join(root, 'functions/queues.ts'), 'utf8');
    expect(queues).toMatch(/storageQueue\('\w+Poison'/);
    const { text: api } = file('infra/app/api.bicep');
    expect(queues).toContain(`'${/'function:(\w+)'/.exec(api)?.[1]}'`);
  });
});
