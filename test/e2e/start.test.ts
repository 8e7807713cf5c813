import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GraphClient, graphClient } from '../support/graph-client.ts';
import { type Home, newHome, type Started } from '../support/npm-start.ts';
import { expectedMembers, readSampleDirectory } from '../support/plain-evaluation.ts';
import { until } from '../support/until.ts';

let home: Home;
let client: GraphClient;
let started: Started;

beforeAll(async () => {
  home = await newHome();
  client = graphClient(home.url);
  started = home.start();
  await started.ready();
}, 120_000);

afterAll(async () => {
  if (started.process.exitCode === null) await started.end('SIGKILL');
  home.remove();
});

async function overviews() {
  const groups = await client.all('/muster/v1/groups');
  return new Map(groups.map((group) => [group.displayName, group]));
}

test('every sample group that is not paused is complete, with the members a plain evaluation finds', async () => {
  const groups = await overviews();
  const expected = expectedMembers(new Date());
  expect(groups.size).toBe(14);
  for (const [name, members] of expected) {
    const group = groups.get(name);
    const ids = (await client.all(`/v1.0/groups/${group.id}/members?$select=id&$top=999`)).map(
      ({ id }) => id,
    );
    if (group.displayStatus === 'Update paused') expect(ids, name).toEqual([]);
    else expect(new Set(ids), name).toEqual(members);
    expect(group.memberCount, name).toBe(ids.length);
  }
  const paused = readSampleDirectory().groups.filter(
    (group) => group.membershipRuleProcessingState === 'Paused',
  );
  expect(paused).toHaveLength(1);
});

test('it says where it is and ends with the line that others wait for', () => {
  expect(started.lines.join('\n')).toContain(`Functions   ${home.url}/`);
  expect(started.lines.at(-1)).toBe(`Muster is ready at ${home.url}/`);
  expect(started.lines).toContain('Sales: Update complete, 173 members');
});

test("the README's own lines: a group is made, a user changes, the member arrives within five seconds", async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const script = /```bash\n(# A group[\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(script.split('\n').length).toBeGreaterThan(5);
  const output = execFileSync('bash', ['-e'], {
    input: script.replaceAll('http://127.0.0.1:7071', home.url),
    encoding: 'utf8',
  });
  const group = (await client.all('/v1.0/groups')).find(
    ({ displayName }) => displayName === 'Seattle sales',
  );
  expect(output).toContain('grace.mcallister@contoso.com');
  const members = await client.all(`/v1.0/groups/${group.id}/members`);
  expect(members.map(({ userPrincipalName }) => userPrincipalName)).toContain(
    'grace.mcallister@contoso.com',
  );
});

test('Ctrl-C stops everything, and a second start goes on with what was there', async () => {
  const before = await overviews();
  const { pid } = home.store();
  expect(await started.end('SIGINT')).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow();

  started = home.start();
  await started.ready();
  const after = await overviews();
  const counts = (groups: Map<string, { memberCount: number }>) =>
    [...groups].map(([name, { memberCount }]) => [name, memberCount]).sort();
  expect(counts(after)).toEqual(counts(before));
  expect(started.lines.join('\n')).not.toContain('Importing');
}, 120_000);

test('a port in use is said in a sentence', async () => {
  const other = await newHome();
  const second = other.start({ PORT: String(home.port) });
  await until(
    async () => second.process.exitCode,
    (code) => code !== null,
  );
  expect(second.process.exitCode).toBe(1);
  expect(second.lines.join(' ')).toContain(String(home.port));
  expect(second.lines.join(' ')).not.toMatch(/at .*:\d+:\d+/);
  other.remove();
});
