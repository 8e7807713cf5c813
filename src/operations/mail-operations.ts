/** Our own routes about mails (docs/mail.md). */
import { readMailTemplate } from '../contract/mail-type.ts';
import { type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type ListedMail, listMails, showMail } from '../notices/list-mails.ts';
import {
  changeMailTemplate,
  getMailTemplate,
  listMailTemplates,
  resetMailTemplate,
} from '../notices/mail-templates.ts';
import type { WelcomeStatus } from '../ports/mail-ports.ts';
import { badRequest } from '../util/errors.ts';
import { answerPage } from './collection.ts';
import { keyAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const MAIL_OPERATIONS: readonly Operation[] = [
  {
    name: 'listMails',
    method: 'GET',
    path: 'mails',
    surfaces: OURS,
    handle: getMails,
  },
  {
    name: 'listMailTemplates',
    method: 'GET',
    path: 'mailTemplates',
    surfaces: OURS,
    handle: async (call) => ok({ value: await listMailTemplates(call.context) }),
  },
  {
    name: 'getMailTemplate',
    method: 'GET',
    path: 'mailTemplates/{id}',
    surfaces: OURS,
    handle: async (call) => ok(await getMailTemplate(call.context, keyAt(call, 0).value)),
  },
  {
    name: 'changeMailTemplate',
    method: 'PUT',
    path: 'mailTemplates/{id}',
    surfaces: OURS,
    handle: putMailTemplate,
  },
  {
    name: 'resetMailTemplate',
    method: 'DELETE',
    path: 'mailTemplates/{id}',
    surfaces: OURS,
    handle: deleteMailTemplate,
  },
];

function getMails(call: Call): Promise<HttpAnswer> {
  const status = statusAsked(call);
  return answerPage(call, {
    type: null,
    list: async ({ top, after }) => {
      const from = after === null ? 0 : Number(after);
      const mails = await listMails(call.context, status);
      const some = mails.slice(from, from + top);
      const items = await Promise.all(some.map((mail) => showMail(call.context, mail)));
      return from + top < mails.length ? { items, next: String(from + top) } : { items };
    },
    view: (mail: ListedMail) => mail,
  });
}

const STATUSES: readonly WelcomeStatus[] = ['waiting', 'sending', 'inDoubt', 'refused'];

function statusAsked(call: Call): WelcomeStatus | null {
  const asked = new URL(call.request.url).searchParams.get('status');
  if (asked === null) return null;
  const status = STATUSES.find((known) => known === asked);
  if (status === undefined) throw badRequest(`status must be one of ${STATUSES.join(', ')}.`);
  return status;
}

async function putMailTemplate(call: Call): Promise<HttpAnswer> {
  const words = readMailTemplate(await readJsonObject(call.request));
  return ok(await changeMailTemplate(call.context, keyAt(call, 0).value, words));
}

async function deleteMailTemplate(call: Call): Promise<HttpAnswer> {
  await resetMailTemplate(call.context, keyAt(call, 0).value);
  return noContent();
}
