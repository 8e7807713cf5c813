/** The verbs of the queues: what ports.ts says of a call holds here too. */
import type { RuleScope } from '../directory/rule-object.ts';
import type { WatchedQueue, WorkQueue } from './announcements.ts';
import type { AuditMessage } from './audit-ports.ts';

/** Ids only; what is to be done is worked out from the rows. A failed send is survived by the sweeper. */
export interface MessageQueues {
  /** The same queues; what is sent says what caused it (`traceparent` of W3C Trace Context). */
  tracedBy(traceparent: string): MessageQueues;
  sendAudits(messages: readonly AuditMessage[]): Promise<void>;
  /** A message each; nobody receives it before so many seconds have passed. */
  sendWebhooks(ids: readonly string[], delaySeconds?: number): Promise<void>;
  sendObjects(ordinals: readonly number[]): Promise<void>;
  /** As `sendObjects`, 1,000 a message: what an import changed is looked at in large batches. */
  sendImported(ordinals: readonly number[]): Promise<void>;
  sendGroups(groupIds: readonly string[]): Promise<void>;
  sendRanges(run: string, scope: RuleScope, ranges: readonly number[]): Promise<void>;
  sendPreview(preview: string, ranges: readonly number[]): Promise<void>;
  /** How many messages a queue holds, roughly. */
  length(queue: WatchedQueue): Promise<number>;
  /** A message that was kept, as it came. */
  resend(queue: WorkQueue, text: string): Promise<void>;
  /** Sends a message that nobody receives before so many seconds have passed. */
  defer(queue: WorkQueue, text: string, seconds: number): Promise<void>;
}
