/** Welcome mail as administrators set it, over HTTP. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/create-app.ts';
import { readSettings } from '../../src/app/settings.ts';
import { FakeServer } from '../notices/fake-server.ts';
import { dynamic, TestServer } from './test-server.ts';

const UNIFIED = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
const TEMPLATE = '/muster/v1/mailTemplates/en';

let server: TestServer;
let mails: FakeServer;

beforeEach(() => {
  server = new TestServer();
  mails = new FakeServer();
});

/** The timer, of an instance for which mail is set. */
async function sendMails(): Promise<void> {
  server.minutes++;
  const settings = readSettings({
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    MUSTER_LOCAL: 'true',
    MUSTER_SMTP_URL: 'smtp://127.0.0.1',
    MUSTER_MAIL_FROM: 'groups@contoso.com',
  });
  const clock = {
    now: () => new Date(Date.parse('2026-11-21T12:00:00Z') + server.minutes * 60_000),
  };
  const { stores } = server.memory;
  await createApp({ settings, stores, clock, mailer: mails }).sendMails();
}

async function overview(id: string): Promise<Record<string, unknown>> {
  return (await server.get(`/muster/v1/groups/${id}`)).body;
}

describe('welcome mail of a group', () => {
  it('is on, is switched off and on, and shows in Graph', async () => {
    const id = await server.createGroup(UNIFIED);
    expect(await overview(id)).toMatchObject({ welcomeMail: true });
    const path = `/muster/v1/groups/${id}`;
    expect((await server.patch(path, { welcomeMail: false })).status).toBe(204);
    expect(await overview(id)).toMatchObject({ welcomeMail: false });
    const shown = (await server.get(`/v1.0/groups/${id}`)).body.resourceBehaviorOptions;
    expect(shown).toEqual(['WelcomeEmailDisabled']);
    await server.patch(path, { welcomeMail: true });
    expect((await server.get(`/v1.0/groups/${id}`)).body.resourceBehaviorOptions).toEqual([]);
  });

  it('is off where the creation says so, beside other options', async () => {
    const options = ['HideGroupInOutlook', 'welcomeEmailDisabled'];
    const id = await server.createGroup({ ...UNIFIED, resourceBehaviorOptions: options });
    expect(await overview(id)).toMatchObject({ welcomeMail: false });
    await server.patch(`/muster/v1/groups/${id}`, { welcomeMail: true });
    const { body } = await server.get(`/v1.0/groups/${id}`);
    expect(body.resourceBehaviorOptions).toEqual(['HideGroupInOutlook']);
  });

  it('is nothing a security group has, and the guard stays as it is', async () => {
    const id = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    expect(await overview(id)).toMatchObject({ welcomeMail: null });
    const refused = await server.patch(`/muster/v1/groups/${id}`, { welcomeMail: false });
    expect(refused.status).toBe(400);
    expect((await server.patch(`/muster/v1/groups/${id}`, {})).status).toBe(400);
    const guard = { guard: { minimumSize: 3 } };
    const both = { ...UNIFIED, ...dynamic('user.city -eq "Bonn"'), mailNickname: 'both' };
    const unified = await server.createGroup({
      ...both,
      groupTypes: ['Unified', 'DynamicMembership'],
    });
    await server.patch(`/muster/v1/groups/${unified}`, guard);
    await server.patch(`/muster/v1/groups/${unified}`, { welcomeMail: false });
    expect(await overview(unified)).toMatchObject({
      welcomeMail: false,
      guard: { minimumSize: 3 },
    });
  });
});

describe('templates', () => {
  it('are ours until somebody writes others, and again after they are deleted', async () => {
    const { body } = await server.get('/muster/v1/mailTemplates');
    expect(body.value.map(({ language }: { language: string }) => language)).toEqual([
      'en',
      'pt-BR',
      'ru-RU',
    ]);
    const words = { subject: 'Hi {{displayName}}', text: 'In {{ groupName }} now.', html: null };
    expect((await server.send('PUT', TEMPLATE, words)).status).toBe(200);
    const own = { language: 'en', isDefault: false, ...words };
    expect((await server.get(TEMPLATE)).body).toMatchObject(own);
    expect((await server.delete(TEMPLATE)).status).toBe(204);
    expect((await server.get(TEMPLATE)).body).toMatchObject({ isDefault: true });
  });

  it('name what they are to show: another name is named, and nothing is written', async () => {
    const words = {
      subject: '{{grupName}}',
      text: 'x {{displayName}}',
      html: '<b>{{password}}</b>',
    };
    const { status, body } = await server.send('PUT', TEMPLATE, words);
    expect(status).toBe(400);
    const details = body.error.details.map(({ code, target }: Record<string, string>) => [
      code,
      target,
    ]);
    expect(details).toEqual([
      ['UnknownPlaceholder', 'subject'],
      ['UnknownPlaceholder', 'html'],
    ]);
    expect(body.error.message).toContain('{{grupName}}');
    expect(body.error.message).toContain('{{groupMail}}');
    expect((await server.get(TEMPLATE)).body.isDefault).toBe(true);
  });

  it('end what they begin', async () => {
    const words = { subject: 'x', text: 'in {{groupName', html: '<style>@media{a{b:c}}</style>' };
    const { status, body } = await server.send('PUT', TEMPLATE, words);
    expect(status).toBe(400);
    expect(body.error.details).toMatchObject([{ code: 'UnclosedPlaceholder', target: 'text' }]);
  });

  it.each([
    { subject: 'two\nlines', text: 'x' },
    { subject: '', text: 'x' },
    { subject: 'x' },
    { subject: 'x', text: 'x', body: 'x' },
  ])('%j is refused', async (words) => {
    expect((await server.send('PUT', TEMPLATE, words)).status).toBe(400);
  });

  it('of another language are not there', async () => {
    const words = { subject: 'x', text: 'x' };
    for (const language of ['fi', 'pt', 'en-GB', 'x'])
      expect((await server.send('PUT', `/muster/v1/mailTemplates/${language}`, words)).status).toBe(
        404,
      );
  });

  it('are what is sent, and names in them are text', async () => {
    await sendMails();
    await server.send('PUT', TEMPLATE, {
      subject: '{{groupName}} for {{displayName}}',
      text: 'Dear {{displayName}}',
      html: '<p title="{{displayName}}">{{displayName}}</p>',
    });
    const displayName = '<script>alert("x")</script> & \'Söhne\'';
    const user = await server.createUser({ displayName, mail: 'eve@contoso.com' });
    const id = await server.createGroup({ ...UNIFIED, displayName: 'Sales\u2028{{displayName}}' });
    const member = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user}` };
    await server.post(`/v1.0/groups/${id}/members/$ref`, member);
    await sendMails();
    const [mail] = mails.taken;
    expect(mail?.subject).toBe(`Sales {{displayName}} for ${displayName}`);
    expect(mail?.text).toBe(`Dear ${displayName}`);
    const safe = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;Söhne&#39;';
    expect(mail?.html).toBe(`<p title="${safe}">${safe}</p>`);
  });
});

describe('GET /mails', () => {
  it('shows what is not certain, and of whom', async () => {
    await sendMails();
    mails.answer = () => ({ outcome: { kind: 'refused', reason: '550 no' }, taken: false });
    const user = await server.createUser();
    const id = await server.createGroup(UNIFIED);
    const member = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user}` };
    await server.post(`/v1.0/groups/${id}/members/$ref`, member);
    await sendMails();
    const { body } = await server.get('/muster/v1/mails?status=refused');
    expect(body.value).toMatchObject([
      { groupId: id, userId: user, status: 'refused', attempts: 1, reason: '550 no' },
    ]);
    expect((await server.get('/muster/v1/mails?status=inDoubt')).body.value).toEqual([]);
    expect((await server.get('/muster/v1/mails?status=lost')).status).toBe(400);
  });
});
