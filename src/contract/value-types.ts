/** The types a Graph property can have: how a value from the wire is checked, and what is shown when there is none. */
import { z } from 'zod';
import type { Json } from '../directory/attributes.ts';

/** One type: `schema` checks a value other than null and brings it into the form that is stored. */
export interface ValueType {
  readonly schema: z.ZodType<Json>;
  /** What a value has to be, to end the sentence "Expected: …". */
  readonly expected: string;
  /** What a property without a value shows (graph-spec.md 2.4): null, an empty list, or parts that are all null. */
  readonly empty: Json;
  /** The parts of a complex value, or of each in a list of them: those without a value are shown as null. */
  readonly parts?: readonly string[];
  /** What the metadata document calls it; of a list, what it calls each item. */
  readonly edm: EdmType;
}

/** A primitive type of OData by its name without `Edm.`; of a complex value, the types of its parts. */
export type EdmType =
  | 'String'
  | 'Boolean'
  | 'Int32'
  | 'Int64'
  | 'DateTimeOffset'
  | 'Binary'
  | Readonly<Record<string, ValueType>>;

/** Characters of a text that has no limit of its own, and of an entry in a list. */
const TEXT_LIMIT = 1_024;

/** Entries of a list. */
const LIST_LIMIT = 1_000;

export function text(limit = TEXT_LIMIT): ValueType {
  return single(textSchema(limit), `a text of at most ${limit} characters`);
}

/** A text of one line that may not be empty. */
export function name(limit: number): ValueType {
  return single(
    z
      .string()
      .trim()
      .min(1)
      .max(limit)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u),
    `a text of 1 to ${limit} characters in one line`,
  );
}

/** The text of a rule: the rule language says what is wrong with it, as far as it can be stored at all. */
export const ruleText: ValueType = single(z.string().regex(/^\P{Cs}*$/u), 'a text');

export const flag: ValueType = single(z.boolean(), 'true or false', 'Boolean');

export const wholeNumber: ValueType = single(z.int32(), 'a whole number of 32 bits', 'Int32');

/** A GUID with hyphens in any letter case; stored in lower case. */
export const guid: ValueType = single(
  z.guid().toLowerCase(),
  'a GUID such as 2a9c1f0e-1111-4222-8333-444444444444',
);

/**
 * A date and time with an offset; stored in UTC with `Z`, and without a fraction that says nothing. In UTC too its year
 * has four digits: longer ones are written with a sign, which does not sort as text.
 */
export const instant: ValueType = single(
  z.iso
    .datetime({ offset: true })
    .transform((value) => inUtc(value))
    .refine((value) => /^\d/.test(value)),
  'a date and time with an offset, such as 2026-01-31T08:00:00Z',
  'DateTimeOffset',
);

export const texts: ValueType = list(
  textSchema(TEXT_LIMIT),
  `a text of at most ${TEXT_LIMIT} characters`,
);

/** The part of a mail address or logon name before the @: ASCII without the characters Graph excludes (graph-spec.md 4.2). */
export const mailNickname: ValueType = single(
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[!-~]+$/)
    .regex(/^[^@()\\[\]";:.<>,]+$/),
  '1 to 64 ASCII characters, none of them a blank or one of @ ( ) \\ [ ] " ; : . < > ,',
);

/** As `mailNickname`, dots allowed: those of users have them. */
export const userNickname: ValueType = single(
  z
    .string()
    .min(1)
    .max(64)
    .regex(/^[!-~]+$/)
    .regex(/^[^@()\\[\]";:<>,]+$/),
  '1 to 64 ASCII characters, none of them a blank or one of @ ( ) \\ [ ] " ; : < > ,',
);

/** A logon name such as `zoe@contoso.com`, or a guest's, `zoe_fabrikam.com#EXT#@contoso.onmicrosoft.com`. */
export const PRINCIPAL_NAME = /^[^\s@/\\?%\p{Cc}]{1,113}@[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/iu;

export const principalName: ValueType = single(
  textSchema(TEXT_LIMIT).regex(PRINCIPAL_NAME),
  'a logon name such as zoe@contoso.com',
);

/** One of some fixed words in any letter case; stored in the spelling given here. */
export function word(words: readonly string[]): ValueType {
  return single(wordSchema(words), `one of ${words.join(', ')}`);
}

/** A list of fixed words. */
export function words(allowed: readonly string[]): ValueType {
  return list(wordSchema(allowed), `one of ${allowed.join(', ')}`);
}

/** A complex value with these parts, each of which may be null; annotations inside it are dropped. */
export function complex(parts: Readonly<Record<string, ValueType>>): ValueType {
  const names = Object.keys(parts);
  const expected = `an object of ${names.join(', ')}`;
  return { ...single(complexSchema(parts), expected, parts), parts: names };
}

/** A complex value that is shown with all its parts null, rather than as null, when nothing is set. */
export function alwaysThere(type: ValueType): ValueType {
  const blank = (type.parts ?? []).map((part) => [part, null] as const);
  return { ...type, empty: Object.fromEntries(blank) };
}

/** A list of complex values. */
export function complexList(parts: Readonly<Record<string, ValueType>>): ValueType {
  const names = Object.keys(parts);
  const expected = `an object of ${names.join(', ')}`;
  return { ...list(complexSchema(parts), expected, parts), parts: names };
}

/** Binary data as base64 text, its size limited in bytes. */
export function binary(byteLimit: number): ValueType {
  const schema = z.base64().refine((value) => bytesOf(value) <= byteLimit);
  return single(schema, `at most ${byteLimit} bytes, written as base64`, 'Binary');
}

/** Whole numbers that JSON can carry exactly. */
export const largeNumber: ValueType = single(z.int(), 'a whole number of at most 53 bits', 'Int64');

export function listOf(type: ValueType): ValueType {
  return list(type.schema, type.expected, type.edm);
}

/** Unicode without halves of characters, and without control characters but those of lines: storage and links need both. */
function textSchema(limit: number): z.ZodString {
  return z
    .string()
    .max(limit)
    .regex(/^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u);
}

function bytesOf(base64: string): number {
  return (base64.length / 4) * 3 - (base64.match(/=*$/)?.[0].length ?? 0);
}

function single(
  schema: z.ZodType<Json>,
  expected: string,
  edm: ValueType['edm'] = 'String',
): ValueType {
  return { schema, expected, empty: null, edm };
}

function list(item: z.ZodType<Json>, each: string, edm: ValueType['edm'] = 'String'): ValueType {
  const expected = `a list of at most ${LIST_LIMIT} items, each ${each}`;
  return { schema: z.array(item).max(LIST_LIMIT), expected, empty: [], edm };
}

function wordSchema(allowed: readonly string[]): z.ZodType<Json> {
  return z.string().transform((value, check) => {
    const found = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    check.addIssue({ code: 'custom' });
    return z.NEVER;
  });
}

function complexSchema(parts: Readonly<Record<string, ValueType>>): z.ZodType<Json> {
  const shape = Object.fromEntries(
    Object.entries(parts).map(([part, type]) => [part, type.schema.nullable().optional()]),
  );
  return z.preprocess(withoutAnnotations, z.strictObject(shape).transform(withoutAbsent));
}

function withoutAnnotations(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => !part.includes('@')));
}

function withoutAbsent(value: Readonly<Record<string, Json | undefined>>): Json {
  const result: Record<string, Json> = {};
  for (const [part, item] of Object.entries(value)) if (item !== undefined) result[part] = item;
  return result;
}

function inUtc(value: string): string {
  return new Date(value).toISOString().replace('.000Z', 'Z');
}
