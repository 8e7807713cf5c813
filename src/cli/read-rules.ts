/** A file of rules: one rule, or a list of rules as JSON, NDJSON or CSV. */
import type { RuleScope } from '../directory/rule-object.ts';
import { parseCsv, QUOTING } from './csv.ts';
import { InputError, type Io, nameOf, readText } from './io.ts';
import { parseJson } from './json.ts';

/** A rule to check. */
export interface RuleEntry {
  /** As given, else the number of the rule in the input, from 1. */
  readonly id: string | number;
  readonly rule: string;
  /** The kind of object the group takes, where the input says so. */
  readonly scope?: RuleScope;
}

export interface RuleFile {
  readonly entries: readonly RuleEntry[];
  /** Whether the input is a list, even of one. */
  readonly isList: boolean;
}

/**
 * Reads rules. The form follows from the ending of the file's name (.json, .ndjson, .jsonl, .csv), else from how the text
 * begins; what is neither is one rule, its last line break left out. Throws InputError.
 */
export async function readRules(io: Io, path: string): Promise<RuleFile> {
  const text = await readText(io, path);
  const name = nameOf(path);
  switch (formOf(path, text)) {
    case 'json':
      return readJson(text, name);
    case 'ndjson':
      return readLines(text, name);
    case 'csv':
      return readCsv(text, name);
    case 'rule':
      return { entries: [{ id: 1, rule: text.replace(/\r?\n$/, '') }], isList: false };
  }
}

function formOf(path: string, text: string): 'json' | 'ndjson' | 'csv' | 'rule' {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  if (ending === 'json' || ending === 'csv') return ending;
  if (ending === 'ndjson' || ending === 'jsonl') return 'ndjson';
  const [firstLine = ''] = text.trimStart().split(/\r?\n/);
  if (/^\{.*\}\s*$/.test(firstLine)) return 'ndjson';
  if (/^[[{]/.test(firstLine)) return 'json';
  return isHeader(firstLine) && /\n/.test(text) ? 'csv' : 'rule';
}

function isHeader(line: string): boolean {
  return line.split(',').some((field) => /^"?(?:rule|membershipRule)"?$/i.test(field.trim()));
}

function readJson(text: string, name: string): RuleFile {
  const value = parseJson(text, name);
  if (typeof value === 'string') return { entries: [{ id: 1, rule: value }], isList: false };
  const items = Array.isArray(value) ? value : [value];
  const entries = items.map((item: unknown, index) =>
    entryOf(item, { number: index + 1, place: `${name}, entry ${index + 1}` }),
  );
  return { entries, isList: true };
}

function readLines(text: string, name: string): RuleFile {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const entries = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }, index) => {
      const place = `${name}, line ${number}`;
      return entryOf(parseJson(line, place), { number: index + 1, place });
    });
  return { entries, isList: true };
}

function readCsv(text: string, name: string): RuleFile {
  const [header, ...rows] = parseCsv(text, name);
  const columns = header?.fields.map((field) => field.trim().toLowerCase()) ?? [];
  const ruleColumn = columns.findIndex((field) => field === 'rule' || field === 'membershiprule');
  if (ruleColumn < 0) throw new InputError(`${name}, line 1: a column named rule is expected.`);
  const entries = rows.map(({ fields, line }, index) => {
    const place = `${name}, line ${line}`;
    if (fields.length > columns.length) {
      throw new InputError(`${place}: there are more fields than columns; ${QUOTING}`);
    }
    const item = {
      rule: fields[ruleColumn] ?? '',
      id: fields[columns.indexOf('id')] || undefined,
      scope: fields[columns.indexOf('scope')] || undefined,
    };
    return entryOf(item, { number: index + 1, place });
  });
  return { entries, isList: true };
}

function entryOf(
  item: unknown,
  { number, place }: { readonly number: number; readonly place: string },
): RuleEntry {
  if (typeof item === 'string') return { id: number, rule: item };
  const fields: Readonly<Record<string, unknown>> =
    typeof item === 'object' && item !== null ? { ...item } : {};
  const rule = fields.rule ?? fields.membershipRule;
  if (typeof rule !== 'string') {
    throw new InputError(`${place}: a rule is expected, as text or as {"rule": "…"}.`);
  }
  const { id, scope } = fields;
  if (scope !== undefined && scope !== 'user' && scope !== 'device') {
    throw new InputError(`${place}: scope is user or device.`);
  }
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : number,
    rule,
    ...(scope !== undefined && { scope }),
  };
}
