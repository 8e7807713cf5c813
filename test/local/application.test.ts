/** The application's own functions on the local host, from their sources. */
import { expect, onTestFinished, test } from 'vitest';
import { startTestHost } from '../support/local-host.ts';

test('a user that is created over HTTP is found again', async () => {
  const host = await startTestHost();
  onTestFinished(() => host.stop());
  const created = await fetch(`${host.url}/v1.0/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      accountEnabled: true,
      displayName: 'Ana',
      mailNickname: 'ana',
      userPrincipalName: 'ana@contoso.com',
      passwordProfile: { password: 'ignored' },
    }),
  });
  expect(created.status).toBe(201);
  await host.idle();
  const found = await fetch(`${host.url}/v1.0/users/ana@contoso.com`);
  expect(await found.json()).toMatchObject({ displayName: 'Ana' });
});
