/** What the queue function of audits calls: a message names a piece of an audit. */

import type { Context } from '../membership/context.ts';
import { MOST_DELIVERIES, understood } from '../membership/handle-messages.ts';
import type { Delivery } from '../membership/later-messages.ts';
import { MalformedMessageError } from '../membership/messages.ts';
import type { AuditMessage } from '../ports/audit-ports.ts';
import { auditRange } from './audit-range.ts';
import { compareSlice } from './compare-slice.ts';
import { planAudit } from './plan-audit.ts';
import { failAudit } from './start-audit.ts';

const FIRST: Delivery = { id: null, count: 1 };

/** Throws when the message is to come back. */
export async function handleAuditMessage(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  if (delivery.count > MOST_DELIVERIES) return handlePoisonedAudit(context, message, delivery);
  const about = { queue: 'membership-audits', message, delivery } as const;
  const read = await understood(context, about, () => readMessage(message));
  if (read === null) return;
  if ('scope' in read) return auditRange(context, read);
  return 'slice' in read ? compareSlice(context, read) : planAudit(context, read.audit);
}

/** A message that failed too often ends its audit: what was not compared can't be called right. */
export async function handlePoisonedAudit(
  context: Context,
  message: unknown,
  delivery = FIRST,
): Promise<void> {
  const about = { queue: 'membership-audits', message, delivery } as const;
  const read = await understood(context, about, () => readMessage(message));
  if (read === null) return;
  await failAudit(context, read.audit, 'A part of it failed several times; the log says why.');
}

/** Throws MalformedMessageError. */
function readMessage(message: unknown): AuditMessage {
  const read = messageOf(message);
  if (read === null) throw new MalformedMessageError('membership-audits', message);
  return read;
}

function messageOf(message: unknown): AuditMessage | null {
  const field = (name: string): unknown =>
    typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
  const [audit, part, scope] = [field('audit'), field('part'), field('scope')];
  const [range, slice] = [field('range'), field('slice')];
  if (typeof audit !== 'string') return null;
  if (part === undefined) return { audit };
  if (typeof part !== 'string') return null;
  if (isPlace(slice)) return { audit, part, slice };
  return isPlace(range) && (scope === 'user' || scope === 'device')
    ? { audit, part, scope, range }
    : null;
}

function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}
