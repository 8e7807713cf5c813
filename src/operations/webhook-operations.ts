/** Our own routes of webhooks (docs/notices.md). */
import { readWebhook } from '../contract/webhook-type.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  replayWebhook,
  testWebhook,
} from '../deliveries/webhooks.ts';
import { accepted, created, type HttpAnswer, noContent, ok } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import type { Webhook } from '../ports/webhook-ports.ts';
import { answerPage, pageFrom } from './collection.ts';
import { requireSeenMembers } from './hidden.ts';
import { idAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  ours('createWebhook', 'POST', 'webhooks', postWebhook),
  ours('listWebhooks', 'GET', 'webhooks', getWebhooks),
  ours('getWebhook', 'GET', 'webhooks/{id}', async (call) =>
    ok(showWebhook((await getWebhook(call.context, idAt(call, 0))).value)),
  ),
  ours('deleteWebhook', 'DELETE', 'webhooks/{id}', async (call) => {
    await deleteWebhook(call.context, idAt(call, 0));
    return noContent();
  }),
  ours('listWebhookDeliveries', 'GET', 'webhooks/{id}/deliveries', async (call) =>
    ok({ value: await listDeliveries(call.context, idAt(call, 0)) }),
  ),
  ours('testWebhook', 'POST', 'webhooks/{id}/test', async (call) =>
    ok(await testWebhook(call.context, idAt(call, 0))),
  ),
  ours('replayWebhook', 'POST', 'webhooks/{id}/replay', async (call) => {
    const id = idAt(call, 0);
    await replayWebhook(call.context, id);
    return accepted(`${call.base}/webhooks/${id}`);
  }),
];

function ours(
  name: Operation['name'],
  method: Operation['method'],
  path: string,
  handle: Operation['handle'],
): Operation {
  return { name, method, path, surfaces: OURS, handle };
}

/** The only answer that tells the secret. */
async function postWebhook(call: Call): Promise<HttpAnswer> {
  const draft = readWebhook(await readJsonObject(call.request));
  for (const groupId of draft.groupIds) await requireSeenMembers(call, groupId);
  const webhook = await createWebhook(call.context, draft);
  const location = `${call.base}/webhooks/${webhook.id}`;
  return created({ ...showWebhook(webhook), secret: webhook.secret }, location);
}

function getWebhooks(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: async (page) => pageFrom(await call.context.webhooks.list(), ({ id }) => id, page),
    view: showWebhook,
  });
}

function showWebhook(webhook: Webhook) {
  const { id, url, events, groupIds, status, failures, nextAttempt, created, createdBy } = webhook;
  return {
    id,
    url,
    events,
    groupIds,
    status,
    failures,
    nextAttemptDateTime: nextAttempt,
    createdDateTime: created,
    createdBy,
  };
}
