/** What the queue functions call: a message names ids to look at, and says nothing else. */
import { kindOfOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { isGuid } from '../util/ids.ts';
import type { Context } from './context.ts';
import { lookAtGroup } from './look-at-group.ts';
import { lookAtObjects } from './look-at-objects.ts';
import { runRange } from './run-range.ts';

/** A message this version doesn't understand; the host moves it to the poison queue. */
class MalformedMessageError extends Error {
  constructor(queue: string, message: unknown) {
    super(`A message in ${queue} is not understood: ${JSON.stringify(message)?.slice(0, 200)}`);
    this.name = 'MalformedMessageError';
  }
}

/** `{ "objects": [ordinal, …] }` */
export async function handleChangesMessage(context: Context, message: unknown): Promise<void> {
  const objects = field(message, 'objects');
  if (!Array.isArray(objects) || !objects.every(isOrdinal))
    throw new MalformedMessageError('membership-changes', message);
  await lookAtObjects(context, [...new Set(objects)]);
}

/** `{ "groups": [id, …] }` or `{ "run": id, "scope": "user" | "device", "ranges": [number, …] }` */
export async function handleRunsMessage(context: Context, message: unknown): Promise<void> {
  const groups = field(message, 'groups');
  if (Array.isArray(groups) && groups.every(isGroupId))
    return eachOnItsOwn(groups, (id) => lookAtGroup(context, id));
  const run = field(message, 'run');
  const scope = field(message, 'scope');
  const ranges = field(message, 'ranges');
  if (
    typeof run !== 'string' ||
    !isScope(scope) ||
    !Array.isArray(ranges) ||
    !ranges.every(Number.isInteger)
  ) {
    throw new MalformedMessageError('membership-runs', message);
  }
  await eachOnItsOwn(ranges as readonly number[], (range) =>
    runRange(context, { run, scope, range }),
  );
}

/** One that fails does not keep the others from being done; the message then comes back for it. */
async function eachOnItsOwn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new AggregateError(failures, `${failures.length} of ${items.length} failed.`);
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

function isScope(value: unknown): value is RuleScope {
  return value === 'user' || value === 'device';
}
