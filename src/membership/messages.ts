/** What the messages of the queues say: ids to look at, and nothing else. Anything else is not understood. */
import { kindOfOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { isGuid } from '../util/ids.ts';

/** `{ "objects": [ordinal, …] }` */
export interface ChangesMessage {
  readonly objects: readonly number[];
}

/** `{ "groups": [id, …] }`, `{ "run": id, "scope": "user" | "device", "ranges": [number, …] }` or `{ "preview": id, "ranges": [number, …] }` */
export type RunsMessage =
  | { readonly groups: readonly string[] }
  | { readonly preview: string; readonly ranges: readonly number[] }
  | { readonly run: string; readonly scope: RuleScope; readonly ranges: readonly number[] };

/** A message this version doesn't understand; it is kept where people see it. */
export class MalformedMessageError extends Error {
  constructor(queue: string, message: unknown) {
    super(`A message in ${queue} is not understood: ${JSON.stringify(message)?.slice(0, 200)}`);
    this.name = 'MalformedMessageError';
  }
}

/** Reads a message of membership-changes; each ordinal once. Throws MalformedMessageError. */
export function readChangesMessage(message: unknown): ChangesMessage {
  const objects = field(message, 'objects');
  if (!Array.isArray(objects) || !objects.every(isOrdinal))
    throw new MalformedMessageError('membership-changes', message);
  return { objects: [...new Set(objects)] };
}

/** Reads a message of membership-runs. Throws MalformedMessageError. */
export function readRunsMessage(message: unknown): RunsMessage {
  const groups = field(message, 'groups');
  if (Array.isArray(groups) && groups.every(isGroupId)) return { groups };
  const ranges = field(message, 'ranges');
  if (!Array.isArray(ranges) || !ranges.every(isRange))
    throw new MalformedMessageError('membership-runs', message);
  const preview = field(message, 'preview');
  if (isGroupId(preview)) return { preview, ranges };
  const run = field(message, 'run');
  const scope = field(message, 'scope');
  if (typeof run !== 'string' || !isScope(scope))
    throw new MalformedMessageError('membership-runs', message);
  return { run, scope, ranges };
}

function field(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
}

function isOrdinal(value: unknown): value is number {
  if (typeof value !== 'number') return false;
  try {
    return kindOfOrdinal(value) !== undefined;
  } catch {
    return false;
  }
}

function isGroupId(value: unknown): value is string {
  return typeof value === 'string' && isGuid(value);
}

function isRange(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isScope(value: unknown): value is RuleScope {
  return value === 'user' || value === 'device';
}
