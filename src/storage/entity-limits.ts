/**
 * The limits of an entity and of a transaction that the service sets. They are checked here, before a request is sent: the
 * local emulator takes larger entities, and the service's own error does not say which entity it means.
 */
import { type EntityAction, type PropertyValue, TRANSACTION_SIZE } from './entity-table.ts';
import { StorageError } from './storage-error.ts';

const ENTITY_BYTES = 1_048_576;
const PROPERTY_BYTES = 65_536;
/** 255 with the two keys and the timestamp. */
const PROPERTY_COUNT = 252;
const KEY_LENGTH = 512;
/** Of the request that a transaction is. */
const REQUEST_BYTES = 4 * 1_048_576;
/** What an action takes beside its values: the head of its part of the request, keys, names. */
const ACTION_BYTES = 1_024;
/** The text of an instant, a GUID or a large number, with its type. */
const TYPED_BYTES = 64;

/** Throws StorageError for actions that the service would refuse. */
export function checkActions(
  table: string,
  partition: string,
  actions: readonly EntityAction[],
): void {
  const refuse = (row: string, reason: string): never => {
    throw new StorageError(
      { operation: 'write', name: table, key: `${partition} ${row}`, status: 413 },
      reason,
    );
  };
  if (actions.length === 0 || actions.length > TRANSACTION_SIZE)
    refuse('', `A transaction holds 1 to ${TRANSACTION_SIZE} entities, not ${actions.length}.`);
  if (new Set(actions.map(({ row }) => row)).size !== actions.length)
    refuse('', 'A transaction names an entity once.');
  for (const action of actions) {
    if (actions.length > 1 && action.kind === 'delete' && action.etag !== undefined)
      refuse(action.row, 'Only a delete that stands alone can be conditional.');
    const reason = keyFault(partition) ?? keyFault(action.row) ?? entityFault(partition, action);
    if (reason !== null) refuse(action.row, reason);
  }
  const bytes = requestBytes(actions);
  if (bytes > REQUEST_BYTES)
    refuse('', `The transaction has some ${bytes} bytes; the service takes 4 MiB.`);
}

/** What a transaction takes as a request: bytes as base64, text as JSON, which is measured only where it may be too much. */
function requestBytes(actions: readonly EntityAction[]): number {
  const values = actions.flatMap((action) =>
    action.kind === 'delete' ? [] : Object.values(action.properties),
  );
  const own = actions.length * ACTION_BYTES;
  const most = values.reduce<number>((sum, value) => sum + mostBytes(value), own);
  if (most <= REQUEST_BYTES) return most;
  return values.reduce<number>(
    (sum, value) =>
      sum +
      (typeof value === 'string' ? Buffer.byteLength(JSON.stringify(value)) : mostBytes(value)),
    own,
  );
}

/** A character may need six bytes when it is escaped. */
function mostBytes(value: PropertyValue): number {
  if (typeof value === 'string') return value.length * 6;
  if (value instanceof Uint8Array) return Math.ceil(value.byteLength / 3) * 4;
  return typeof value === 'object' ? TYPED_BYTES : 24;
}

function keyFault(key: string): string | null {
  if (key.length > KEY_LENGTH) return `A key holds ${KEY_LENGTH} characters, not ${key.length}.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the service forbids.
  return /[/\\#?\u0000-\u001f\u007f-\u009f]/.test(key)
    ? 'A key holds a character that the service forbids.'
    : null;
}

function entityFault(partition: string, action: EntityAction): string | null {
  if (action.kind === 'delete') return null;
  const properties = Object.entries(action.properties);
  if (properties.length > PROPERTY_COUNT)
    return `The entity has ${properties.length} properties; the service takes ${PROPERTY_COUNT}.`;
  let size = 4 + (partition.length + action.row.length) * 2;
  for (const [name, value] of properties) {
    const bytes = valueSize(value);
    if (bytes > PROPERTY_BYTES)
      return `Property ${name} has ${bytes} bytes; the service takes 64 KiB.`;
    size +=
      8 +
      name.length * 2 +
      bytes +
      (value instanceof Uint8Array || typeof value === 'string' ? 4 : 0);
  }
  return size > ENTITY_BYTES ? `The entity has ${size} bytes; the service takes 1 MiB.` : null;
}

function valueSize(value: PropertyValue): number {
  switch (typeof value) {
    case 'string':
      return value.length * 2;
    case 'number':
      return 8;
    case 'boolean':
      return 1;
    default:
      return value instanceof Uint8Array ? value.byteLength : TYPED_BYTES;
  }
}
