/** What a request for a webhook may say. */
import { z } from 'zod';
import { badRequest } from '../util/errors.ts';

/** What a webhook can be told: alerts by their kind, and changes of members. */
export const WEBHOOK_EVENTS = [
  'delay',
  'delayWarning',
  'drift',
  'processingError',
  'hold',
  'groupEmpty',
  'ruleTestFailed',
  'webhookDisabled',
  'membershipChanged',
] as const;

const MOST_GROUPS = 100;

/** `{url, events, groupIds?}`: groups are named where their members are asked for, and only there. */
export const webhookBody = z
  .strictObject({
    url: z.string(),
    events: z.array(z.enum(WEBHOOK_EVENTS)).min(1),
    groupIds: z.array(z.guid()).max(MOST_GROUPS).default([]),
  })
  .refine(({ events, groupIds }) => events.includes('membershipChanged') === groupIds.length > 0, {
    path: ['groupIds'],
    error: "must name groups where 'membershipChanged' is among the events, and only there",
  });

export type WebhookBody = z.output<typeof webhookBody>;

/** Each event and group once, ids in lower case. Throws RequestError 400 with every fault. */
export function readWebhook(body: unknown): WebhookBody {
  const result = webhookBody.safeParse(body);
  if (result.success) {
    const { url, events, groupIds } = result.data;
    const ids = groupIds.map((id) => id.toLowerCase());
    return { url, events: [...new Set(events)], groupIds: [...new Set(ids)] };
  }
  const details = result.error.issues.map(({ path, message }) => ({
    code: 'InvalidValue',
    target: path.join('.'),
    message: `${path.length === 0 ? 'The body' : `'${path.join('.')}'`}: ${message}.`,
  }));
  throw badRequest(details.map(({ message }) => message).join(' '), details);
}
