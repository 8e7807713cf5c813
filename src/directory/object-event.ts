/**
 * What is kept of each change of an object. Events of one object are numbered from 1 without gaps, in the order in which
 * they happened: numbers, unlike times, can't be wrong by a clock, and say exactly which changes a look has seen.
 */
import { type Attributes, inversePatch, type Json } from './attributes.ts';
import type { ObjectContent } from './object-row.ts';
import type { Origin } from './origin.ts';

export type ObjectEventKind = 'created' | 'changed' | 'managerChanged' | 'deleted' | 'restored';

/** One property before and after; null where it had no value. A part of a complex value is named `container.part`. */
export interface PropertyChange {
  readonly name: string;
  readonly old: Json;
  readonly new: Json;
  /** Which of the two was too long to keep: its JSON text is there instead, up to 1,000 characters and `…`. */
  readonly cut?: readonly ('old' | 'new')[];
}

export interface ObjectEvent {
  readonly number: number;
  /** ISO, UTC. */
  readonly time: string;
  readonly kind: ObjectEventKind;
  readonly changes: readonly PropertyChange[];
  readonly by: Origin;
}

/** Longer values are cut, in UTF-16 units of their JSON text. */
const LONGEST_VALUE = 1_024;
const KEPT_OF_LONGER = 1_000;

type State = Pick<ObjectContent, 'attributes' | 'deleted' | 'history'>;

/** The event that leads from one state of an object to the next; `before` is null when it is created. */
export function objectEventBetween(
  before: State | null,
  after: Pick<State, 'attributes' | 'deleted'>,
  about: { readonly time: string; readonly by: Origin },
): ObjectEvent {
  const changes = propertyChanges(before?.attributes ?? {}, after.attributes);
  const number = (before?.history.changes ?? 0) + 1;
  return { number, time: about.time, kind: kindOf(before, after, changes), changes, by: about.by };
}

function kindOf(
  before: State | null,
  after: Pick<State, 'deleted'>,
  changes: readonly PropertyChange[],
): ObjectEventKind {
  if (before === null) return 'created';
  if (before.deleted === null && after.deleted !== null) return 'deleted';
  if (before.deleted !== null && after.deleted === null) return 'restored';
  const isManager = changes.length > 0 && changes.every(({ name }) => name === 'manager');
  return isManager ? 'managerChanged' : 'changed';
}

/** What differs between two sets of attributes, by Graph's names. */
export function propertyChanges(before: Attributes, after: Attributes): readonly PropertyChange[] {
  return Object.keys(inversePatch(before, after)).flatMap((name) => {
    const values = { old: before[name] ?? null, new: after[name] ?? null };
    const parts = partsOf(values.old, values.new);
    return parts.length === 0
      ? [propertyChange(name, values)]
      : parts.map(([part, both]) => propertyChange(`${name}.${part}`, both));
  });
}

interface Values {
  readonly old: Json;
  readonly new: Json;
}

/** A complex value is told part by part, where that tells everything: empty against absent has no parts. */
function partsOf(old: Json, next: Json): readonly (readonly [string, Values])[] {
  if (!isComplex(old) || !isComplex(next)) return [];
  const [before, after] = [old ?? {}, next ?? {}];
  if (
    [before, after].some((value) => Object.keys(value).length === 0) &&
    old !== null &&
    next !== null
  )
    return [];
  return Object.keys(inversePatch(before, after)).map((part) => [
    part,
    { old: before[part] ?? null, new: after[part] ?? null },
  ]);
}

function isComplex(value: Json): value is Attributes | null {
  return value === null || (typeof value === 'object' && !Array.isArray(value));
}

function propertyChange(name: string, values: Values): PropertyChange {
  const [old, next] = [shortened(values.old), shortened(values.new)];
  const cut = [...(old.isCut ? (['old'] as const) : []), ...(next.isCut ? (['new'] as const) : [])];
  return { name, old: old.value, new: next.value, ...(cut.length > 0 && { cut }) };
}

function shortened(value: Json): { readonly value: Json; readonly isCut: boolean } {
  const text = JSON.stringify(value);
  if (text.length <= LONGEST_VALUE) return { value, isCut: false };
  return { value: `${text.slice(0, KEPT_OF_LONGER)}…`, isCut: true };
}
