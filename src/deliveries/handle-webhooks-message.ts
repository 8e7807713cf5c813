/** What the queue function of webhooks calls: a message names a webhook that has something to be told. */
import type { Context } from '../membership/context.ts';
import { MOST_DELIVERIES, understood } from '../membership/handle-messages.ts';
import type { Delivery } from '../membership/later-messages.ts';
import { MalformedMessageError } from '../membership/messages.ts';
import { deliverTo } from './deliver.ts';

const FIRST: Delivery = { id: null, count: 1 };

/** Throws when the message is to come back. */
export async function handleWebhooksMessage(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  if (delivery.count > MOST_DELIVERIES) return;
  const about = { queue: 'webhooks', message, delivery } as const;
  const webhook = await understood(context, about, () => readMessage(message));
  if (webhook !== null) await deliverTo(context, webhook);
}

/** The timer asks for every webhook that is due: a message that failed too often is not missed. */
export async function poisonedWebhooks(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  await understood(context, { queue: 'webhooks', message, delivery }, () => readMessage(message));
}

/** Throws MalformedMessageError. */
function readMessage(message: unknown): string {
  const webhook: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'webhook') : undefined;
  if (typeof webhook !== 'string') throw new MalformedMessageError('webhooks', message);
  return webhook;
}
