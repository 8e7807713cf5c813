/** `muster export`, and that its files make the same directory again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { group, guid, ndjson, user } from '../operations/import-client.ts';
import { dynamic, groupBody, TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

describe('muster export', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', "'x", '+1', 'a;b', 'ж "q", z', '\r\nx', ' '),
  );
  const clean = text.map((value) => value.replace(/\p{Cc}|\p{Cs}/gu, '_'));
  const person = fc.record(
    {
      displayName: clean.map((value) => `n${value}`.trim()),
      city: clean,
      accountEnabled: fc.boolean(),
      businessPhones: fc.array(clean, { maxLength: 3 }),
      onPremisesExtensionAttributes: fc.record(
        { extensionAttribute2: clean, extensionAttribute1: clean },
        { requiredKeys: [] },
      ),
      assignedPlans: fc.array(
        fc.record({ service: clean, capabilityStatus: fc.constant('Enabled') }),
        { maxLength: 2 },
      ),
      employeeHireDate: fc.constantFrom('2020-01-31T08:00:00+02:00', null),
      manager: fc.integer({ min: 1, max: 6 }).map(guid),
    },
    { requiredKeys: ['displayName', 'accountEnabled'] },
  );
  const directory = fc.array(person, { minLength: 6, maxLength: 6 });

  async function exported(
    server: TestServer,
    format: string,
  ): Promise<ReadonlyMap<string, string>> {
    const written = new Map<string, string>();
    const ran = await muster(['export', '--output', 'out', '--format', format], {
      written,
      ...asking(server),
    });
    expect([ran.status, ran.err]).toEqual([0, []]);
    return written;
  }

  it.each(['ndjson', 'csv'])(
    'gives files (%s) that make the same directory',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(directory, async (people) => {
          const server = new TestServer();
          const lines = ndjson(
            ...people.map((one, at) => ({
              ...user(at + 1),
              ...one,
              userPrincipalName: `p${at + 1}@contoso.com`,
            })),
            {
              type: 'device',
              deviceId: guid(50),
              displayName: '-PC',
              accountEnabled: true,
              operatingSystem: 'Windows',
              operatingSystemVersion: '11',
              physicalIds: ['[HWID]:1', '[OrderID]:2;3'],
            },
            group(61, {
              ...dynamic('user.city -eq "Bonn"'),
              membershipRuleProcessingState: 'Paused',
              guard: { minimumSize: 10, removals: { share: 12.5 } },
            }),
            group(62, { members: [guid(3), guid(1), guid(63)], description: '=cmd' }),
            {
              ...groupBody(),
              type: 'group',
              id: guid(63),
              mailNickname: 'team',
              mailEnabled: true,
              securityEnabled: false,
              groupTypes: ['Unified'],
              members: [guid(2)],
            },
          );
          const ran = await muster(['import', 'a.ndjson'], {
            files: { 'a.ndjson': lines },
            ...asking(server),
          });
          expect([ran.status, ran.err]).toEqual([0, []]);
          const files = Object.fromEntries(await exported(server, format));
          expect(Object.keys(files)).toEqual([
            `out/users.${format}`,
            `out/devices.${format}`,
            `out/groups.${format}`,
          ]);
          const copy = new TestServer();
          const back = await muster(['import', ...Object.keys(files)], { files, ...asking(copy) });
          expect([back.status, back.err]).toEqual([0, []]);
          expect(Object.fromEntries(await exported(copy, format))).toEqual(files);
          expect(await exported(copy, 'ndjson')).toEqual(await exported(server, 'ndjson'));
          const third = await muster(['import', '--report', 'json', ...Object.keys(files)], {
            files,
            ...asking(copy),
          });
          expect(JSON.parse(third.out[0] ?? '')).toMatchObject({
            created: 0,
            changed: 0,
            failed: 0,
          });
        }),
        { numRuns: 25 },
      );
    },
    60_000,
  );

  it('pages through everything, registered extension properties included', async () => {
    const server = new TestServer();
    const many = Array.from({ length: 1_500 }, (_, at) => user(at + 1));
    await muster(['import', 'a.ndjson'], {
      files: { 'a.ndjson': ndjson(...many) },
      ...asking(server),
    });
    const application = await server.post('/v1.0/applications', { displayName: 'HR' });
    const made = await server.post(
      `/v1.0/applications/${application.body.id}/extensionProperties`,
      { name: 'shift', dataType: 'String', targetObjects: ['User'] },
    );
    await server.patch(`/v1.0/users/${guid(7)}`, { [made.body.name]: 'night' });
    const out = await muster(['export', '--type', 'user'], asking(server));
    expect(out.out).toHaveLength(1_500);
    expect(JSON.parse(out.out[6] ?? '')[made.body.name]).toBe('night');
    const csv = await muster(['export', '--type', 'user', '--format', 'csv'], asking(server));
    expect(csv.out[0]).toContain(`,${made.body.name},manager`);
    expect(csv.out).toHaveLength(1_501);
  });
});
