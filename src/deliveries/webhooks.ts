/** Webhooks as people make, see and remove them, and the timer that has them told. */

import { settleAlerts } from '../membership/alerts.ts';
import type { Context } from '../membership/context.ts';
import type { Stamped } from '../ports/ports.ts';
import type { Webhook, WebhookDelivery, WebhookEvent } from '../ports/webhook-ports.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { badRequest, RequestError, resourceNotFound } from '../util/errors.ts';
import { isDue, MOST_FAILURES } from './turn-at-webhook.ts';

const MOST_WEBHOOKS = 20;
const GROUPS_AT_ONCE = 16;

export interface WebhookDraft {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly groupIds: readonly string[];
}

/**
 * Creates a webhook whose address has answered that it wants to be called. It is told what happens from now on. Throws
 * RequestError 400 for an address that may not be called or does not answer, 404 for a group there is not.
 */
export async function createWebhook(context: Context, draft: WebhookDraft): Promise<Webhook> {
  const refusal = context.sender.refusal(draft.url);
  if (refusal !== null) throw unfit(refusal);
  if ((await context.webhooks.list()).length >= MOST_WEBHOOKS)
    throw badRequest(`There are ${MOST_WEBHOOKS} webhooks already, and no more are kept.`);
  const places = await mapAtOnce(draft.groupIds, GROUPS_AT_ONCE, async (groupId) => {
    const group = await context.groups.readMeta(groupId);
    if (group === null || group.value.deleted !== null) throw resourceNotFound(groupId);
    return [groupId, { seq: group.value.seq, parts: 0 }] as const;
  });
  const { head } = await context.alerts.read();
  const validated = await context.sender.validate(draft.url, context.ids.guid());
  if (validated.error !== null) throw unfit(validated.error);
  const webhook: Webhook = {
    id: context.ids.guid(),
    ...draft,
    secret: `${context.ids.guid()}${context.ids.guid()}`.replaceAll('-', ''),
    created: context.clock.now().toISOString(),
    createdBy: context.by.actor?.id ?? null,
    status: 'enabled',
    failures: 0,
    nextAttempt: null,
    busyUntil: null,
    alertsThrough: head?.value ?? 0,
    groupsThrough: Object.fromEntries(places),
    attempts: 0,
  };
  await context.webhooks.insert(webhook);
  return webhook;
}

function unfit(reason: string): RequestError {
  const message = `The address of the webhook cannot be used. ${reason}`;
  const details = [{ code: 'InvalidValue', target: 'url', message }];
  return new RequestError({ status: 400, code: 'Request_BadRequest', message, details });
}

/** Throws 404. */
export async function getWebhook(context: Context, id: string): Promise<Stamped<Webhook>> {
  const webhook = await context.webhooks.read(id);
  if (webhook === null) throw resourceNotFound(id);
  return webhook;
}

/** Removes it with the alert of it. Throws 404. */
export async function deleteWebhook(context: Context, id: string): Promise<void> {
  await getWebhook(context, id);
  await context.webhooks.remove(id);
  await settleAlerts(context, { due: [], over: [`webhookDisabled:${id}`] });
}

/** The last 50 attempts, newest first. Throws 404. */
export async function listDeliveries(
  context: Context,
  id: string,
): Promise<readonly WebhookDelivery[]> {
  await getWebhook(context, id);
  return context.webhooks.listDeliveries(id);
}

/** Tells it something that means nothing, at once. What it is to be told stays as it is. Throws 404. */
export async function testWebhook(
  context: Context,
  id: string,
): Promise<{ readonly status: number | null; readonly error: string | null }> {
  const { url, secret } = (await getWebhook(context, id)).value;
  const time = context.clock.now();
  const eventId = context.ids.guid();
  const body = JSON.stringify({ id: eventId, type: 'test', createdDateTime: time.toISOString() });
  return context.sender.send({ url, secret, eventId, body, time });
}

/** Switches it on again: everything after the last delivery that was taken is delivered. Throws 404. */
export async function replayWebhook(context: Context, id: string): Promise<void> {
  for (;;) {
    const { value, etag } = await getWebhook(context, id);
    const enabled: Webhook = { ...value, status: 'enabled', failures: 0, nextAttempt: null };
    if ((await context.webhooks.replace({ value: enabled, etag })) !== null) break;
  }
  await context.queues.sendWebhooks([id]);
}

/** Asks for deliveries to every webhook that is due, and has the alerts of webhooks stand that should. */
export async function remindWebhooks(context: Context): Promise<void> {
  const webhooks = await context.webhooks.list();
  if (webhooks.length === 0) return;
  const now = context.clock.now();
  const disabled = webhooks.filter(({ status }) => status === 'disabled');
  const enabled = webhooks.filter(({ status }) => status === 'enabled');
  await settleAlerts(context, {
    due: disabled.map(({ id, url }) => ({
      kind: 'webhookDisabled',
      raised: now.toISOString(),
      webhookId: id,
      text: `The webhook for ${new URL(url).host} is switched off after ${MOST_FAILURES} failed deliveries. Mend what is there, then POST /muster/v1/webhooks/${id}/replay: everything since the last delivery that was taken is delivered.`,
    })),
    over: enabled.map(({ id }) => `webhookDisabled:${id}`),
  });
  const due = webhooks.filter((webhook) => isDue(webhook, now)).map(({ id }) => id);
  if (due.length > 0) await context.queues.sendWebhooks(due);
}
