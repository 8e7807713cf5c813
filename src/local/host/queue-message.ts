/** Texts of queue messages: how the host reads, writes and describes them. */
import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { RpcData } from './core-types.ts';
import type { QueueSettings } from './host-settings.ts';

type Encoding = QueueSettings['messageEncoding'];

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text of a message, or undefined when it is not what host.json says it is. */
export function decodeMessage(text: string, encoding: Encoding): string | undefined {
  if (encoding === 'none') return text;
  const compact = text.replace(/\s+/g, '');
  return BASE64.test(compact) ? Buffer.from(compact, 'base64').toString('utf8') : undefined;
}

/** A text or bytes as they are stored in a queue. */
export function encodeMessage(content: string | Uint8Array, encoding: Encoding): string {
  const bytes = Buffer.from(content);
  return encoding === 'none' ? bytes.toString('utf8') : bytes.toString('base64');
}

/** What a function learns about its message besides the text. */
export function messageMetadata(
  message: DequeuedMessageItem,
  text: string,
): Readonly<Record<string, RpcData>> {
  return {
    QueueTrigger: { string: text },
    DequeueCount: { int: message.dequeueCount },
    Id: { string: message.messageId },
    PopReceipt: { string: message.popReceipt },
    InsertionTime: { json: JSON.stringify(message.insertedOn) },
    ExpirationTime: { json: JSON.stringify(message.expiresOn) },
    NextVisibleTime: { json: JSON.stringify(message.nextVisibleOn) },
  };
}

/**
 * The messages of an output binding: one for each item of an array, also of an array written as JSON text. Objects are
 * written indented, as the real host writes them.
 */
export function outputMessages(data: RpcData): (string | Uint8Array)[] {
  if (data.bytes) return [data.bytes];
  const text = data.json ?? data.string;
  if (text === undefined || text === null) {
    const number = data.int ?? data.double;
    return number === undefined || number === null ? [] : [String(number)];
  }
  const value = parseStructure(text);
  if (value === undefined) return [text];
  return (Array.isArray(value) ? value : [value]).map(toText);
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** An object or array written as JSON; undefined for any other text. */
function parseStructure(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
