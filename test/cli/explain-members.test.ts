import { expect, it } from 'vitest';
import { dynamic, TestServer } from '../operations/test-server.ts';
import { muster } from '../support/memory-io.ts';
import { asking } from './asking.ts';

it('muster explain --group tells why, since when, and what would turn it', async () => {
  const server = new TestServer();
  const user = await server.createUser({ displayName: 'Grace', department: 'Legal' });
  const group = await server.createGroup(
    dynamic('user.department -eq "Sales" -and user.accountEnabled -eq true'),
  );
  await server.settle();
  const words = ['explain', '--group', group, '--member', user];
  expect(await muster(words, asking(server))).toMatchObject({
    status: 0,
    out: [
      `Grace (${user}): no member. The membership is what the rule says.`,
      '  ✗ user.department -eq "Sales" -and user.accountEnabled -eq true',
      '    ✗ user.department -eq "Sales"   (department is "Legal")',
      '    ✓ user.accountEnabled -eq true   (accountEnabled is "true")',
      '  It would turn with department "Sales".',
    ],
  });
  const inRussian = await muster([...words, '--lang', 'ru'], asking(server));
  expect(inRussian.out[0]).toContain('Участие соответствует правилу.');
  const unsaved = ['--rule', 'user.department -eq "Legal"', '--format', 'json'];
  const { out } = await muster([...words, ...unsaved], asking(server));
  expect(JSON.parse(out.join('\n')).value[0]).toMatchObject({ verdict: 'in', isMember: false });
  expect((await muster(['explain', '--group', group], asking(server))).status).toBe(2);
});
