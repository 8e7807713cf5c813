/** A case of the language: a rule and what it shall do (rules-spec.md 13). */
import type { RuleScope } from '../directory/rule-object.ts';
import { parseInstant } from '../rules/instant.ts';
import { InputError } from './io.ts';

/** One case; a field that is absent is not compared. */
export interface RuleCase {
  readonly id: string;
  readonly rule: string;
  readonly valid: boolean;
  readonly error?: string;
  readonly errors?: readonly string[];
  readonly positions?: readonly number[];
  /** Null: there is none. */
  readonly suggestion?: string | null;
  readonly scope?: RuleScope;
  readonly now?: Date;
  readonly objects: readonly CaseObject[];
  readonly builder?: Readonly<Record<string, unknown>>;
}

export interface CaseObject {
  readonly object: unknown;
  readonly expected: boolean;
  readonly details?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the cases of a file. Throws InputError with the file and the place of what has not the shape. */
export function readCases(value: unknown, name: string): readonly RuleCase[] {
  if (!Array.isArray(value)) throw new InputError(`${name}: a list of cases is expected.`);
  return value.map((item: unknown, index) => readCase(item, `${name}, case ${index + 1}`));
}

function readCase(item: unknown, place: string): RuleCase {
  const fields = fieldsOf(item, place);
  const { id = place, rule, valid, objects = [], scope, builder, suggestion } = fields;
  if (typeof rule !== 'string') throw new InputError(`${place}: rule must be a text.`);
  if (typeof valid !== 'boolean') throw new InputError(`${place}: valid must be true or false.`);
  if (scope !== undefined && scope !== 'user' && scope !== 'device') {
    throw new InputError(`${place}: scope is user or device.`);
  }
  if (!Array.isArray(objects)) throw new InputError(`${place}: objects must be a list.`);
  if (suggestion !== undefined && suggestion !== null && typeof suggestion !== 'string') {
    throw new InputError(`${place}: suggestion must be a text or null.`);
  }
  return {
    id: String(id),
    rule,
    valid,
    ...optionalErrors(fields, place),
    ...(suggestion !== undefined && { suggestion }),
    ...(scope !== undefined && { scope }),
    ...optionalNow(fields, place),
    objects: objects.map((object: unknown, index) =>
      readObject(object, `${place}, object ${index + 1}`),
    ),
    ...(builder !== undefined && { builder: fieldsOf(builder, `${place}, builder`) }),
  };
}

function optionalErrors(
  { error, errors, positions }: Fields,
  place: string,
): Pick<RuleCase, 'error' | 'errors' | 'positions'> {
  if (error !== undefined && typeof error !== 'string') {
    throw new InputError(`${place}: error must be a code.`);
  }
  if (errors !== undefined && !isListOf(errors, isText)) {
    throw new InputError(`${place}: errors must be a list of codes.`);
  }
  if (positions !== undefined && !isListOf(positions, isNumber)) {
    throw new InputError(`${place}: positions must be a list of numbers.`);
  }
  return {
    ...(error !== undefined && { error }),
    ...(errors !== undefined && { errors }),
    ...(positions !== undefined && { positions }),
  };
}

function optionalNow({ now }: Fields, place: string): Pick<RuleCase, 'now'> {
  if (now === undefined) return {};
  const instant = typeof now === 'string' ? parseInstant(now) : null;
  if (instant === null) {
    throw new InputError(`${place}: now must be a date and time such as 2026-01-31T08:00:00Z.`);
  }
  return { now: new Date(instant) };
}

function readObject(item: unknown, place: string): CaseObject {
  const { object, expected, details } = fieldsOf(item, place);
  if (typeof expected !== 'boolean') {
    throw new InputError(`${place}: expected must be true or false.`);
  }
  return { object, expected, ...(details !== undefined && { details }) };
}

function fieldsOf(item: unknown, place: string): Fields {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new InputError(`${place}: an object is expected.`);
  }
  return { ...item };
}

function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(item: unknown): item is string {
  return typeof item === 'string';
}

function isNumber(item: unknown): item is number {
  return typeof item === 'number';
}
