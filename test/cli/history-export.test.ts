/** `muster history export`: what happened, for other programs. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

let server: TestServer;
let group: string;
let user: string;

beforeEach(async () => {
  server = new TestServer();
  user = await server.createUser({ department: 'Sales' });
  group = await server.createGroup(dynamic('user.department -eq "Sales"'));
  const note = { 'X-Muster-Note': '=cmd()' };
  await server.settle();
  await server.patch(`/v1.0/groups/${group}`, { description: 'Sellers' }, note);
});

describe('muster history export', () => {
  it('gives a line for each thing that happened to a group, newest first', async () => {
    const { status, out, err } = await muster(['history', 'export'], asking(server));
    expect([status, err]).toEqual([0, []]);
    const lines = out.map((line) => JSON.parse(line));
    expect(lines.map(({ kind }) => kind)).toEqual(['changed', 'membersChanged', 'created']);
    expect(lines[0]).toMatchObject({ subject: 'group', subjectId: group, note: '=cmd()' });
    const one = await muster(['history', 'export', '--group', group], asking(server));
    expect(one.out).toEqual(out);
  });

  it('gives CSV in which no cell is a formula', async () => {
    const words = ['history', 'export', '--group', group, '--format', 'csv'];
    const { out } = await muster(words, asking(server));
    const [header, first] = out;
    expect(header).toBe(
      'subject,subjectId,dateTime,kind,message,actor,clientRequestId,note,ruleVersion,membershipRule,sequence,added,removed,more',
    );
    expect(first).toContain("'=cmd()");
    expect(first).toContain('Local Administrator');
    // Nobody: what the system did by itself.
    const run = out.find((line) => line.includes('membersChanged'));
    expect(run).toMatch(/,membersChanged,"[^"]*",,/);
  });

  it('gives that of a user, in a file', async () => {
    const written = new Map<string, string>();
    const words = ['history', 'export', '--user', user, '--output', 'user.ndjson'];
    const { status } = await muster(words, { written, ...asking(server) });
    expect(status).toBe(0);
    const lines = (written.get('user.ndjson') ?? '').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['addedToGroup', 'created']);
  });

  it.each([
    [['history']],
    [['history', 'export', '--group', 'a', '--user', 'b']],
    [['history', 'export', 'file']],
  ])('refuses %j', async (words) => {
    expect((await muster(words, asking(server))).status).toBe(2);
  });
});
