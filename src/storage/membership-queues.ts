import type { MessageQueues } from '../ports/queue-ports.ts';
import { pieces } from '../util/at-once.ts';
import { inTurns } from './in-turns.ts';
import type { MessageQueue } from './message-queue.ts';
import type { AnyQueueName, QueueName } from './table-keys.ts';

/** Objects are looked at together, so that each group they touch is written once. */
const OBJECTS_A_MESSAGE = 100;
const IMPORTED_A_MESSAGE = 1_000;
/** Groups and ranges are each work of their own: few in a message, so that instances can share them. */
const GROUPS_A_MESSAGE = 16;
const RANGES_A_MESSAGE = 4;

const SENT_AT_ONCE = 8;

/**
 * The messages of the engine (membership/handle-messages.ts reads them): ids, and no more than a message holds, and what
 * caused them where that is known.
 */
export function createMessageQueues(
  queues: (name: AnyQueueName) => MessageQueue,
  traceparent?: string,
): MessageQueues {
  const send = async (name: QueueName, messages: readonly object[]): Promise<void> => {
    const queue = queues(name);
    await inTurns(messages, SENT_AT_ONCE, (message) =>
      queue.send(JSON.stringify({ ...message, traceparent })),
    );
  };
  return {
    tracedBy: (cause) => createMessageQueues(queues, cause),
    sendObjects: (ordinals) =>
      send(
        'membership-changes',
        pieces(ordinals, OBJECTS_A_MESSAGE).map((objects) => ({ objects })),
      ),
    sendImported: (ordinals) =>
      send(
        'membership-changes',
        pieces(ordinals, IMPORTED_A_MESSAGE).map((objects) => ({ objects })),
      ),
    sendGroups: (groupIds) =>
      send(
        'membership-runs',
        pieces(groupIds, GROUPS_A_MESSAGE).map((groups) => ({ groups })),
      ),
    sendRanges: (run, scope, ranges) =>
      send(
        'membership-runs',
        pieces(ranges, RANGES_A_MESSAGE).map((some) => ({ run, scope, ranges: some })),
      ),
    sendPreview: (preview, ranges) =>
      send(
        'membership-runs',
        pieces(ranges, RANGES_A_MESSAGE).map((some) => ({ preview, ranges: some })),
      ),
    async sendWebhooks(ids, delaySeconds = 0) {
      const queue = queues('webhooks');
      await inTurns(ids, SENT_AT_ONCE, (webhook) =>
        queue.send(JSON.stringify({ webhook, traceparent }), delaySeconds),
      );
    },
    sendAudits: (messages) => send('membership-audits', messages),
    resend: (name, text) => queues(name).send(text),
    defer: (name, text, seconds) => queues(name).send(text, seconds),
    length: (name) => queues(name).length(),
  };
}
