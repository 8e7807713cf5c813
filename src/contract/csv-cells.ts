/**
 * Values of properties as cells of a CSV file, both ways. Lists are joined by `;`. A cell that a spreadsheet would take for a
 * formula gets an apostrophe in front, which is taken away when it is read (CWE-1236); so does an empty text, because an
 * empty cell says that there is no value.
 */
import type { Json } from '../directory/attributes.ts';
import type { ValueType } from './value-types.ts';

const SEPARATOR = ';';

/** What spreadsheets read as the beginning of a formula, full-width forms too, after any apostrophes of its own; or nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what some programs skip before a formula.
const RISKY = /^'*(?:[=+\-@\t\r\n\u0000＝＋－＠]|$)/;

/** The cell of a value; null and absent values have an empty one. */
export function toCell(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return neutralised(textOf(value));
}

/**
 * The value of a cell for a property of this type; null for an empty cell. What does not fit the type comes back as the
 * text it is, and is refused where the line is checked.
 */
export function fromCell(cell: string, type: ValueType): Json {
  if (cell === '') return null;
  const text = originalOf(cell);
  if (Array.isArray(type.empty)) return listFrom(text);
  if (type.parts !== undefined) return jsonFrom(text) ?? text;
  if (type.schema.safeParse(text).success) return text;
  const flag = { true: true, false: false }[text.toLowerCase()];
  if (flag !== undefined && type.schema.safeParse(flag).success) return flag;
  const number = Number(text);
  return text.trim() !== '' && type.schema.safeParse(number).success ? number : text;
}

/** The texts of a cell with a list; none for an empty one. */
export function textsFrom(cell: string): readonly string[] {
  const list = cell === '' ? [] : listFrom(originalOf(cell));
  return list.map(String);
}

/** The text of a cell; null for an empty one. */
export function textFrom(cell: string): string | null {
  return cell === '' ? null : originalOf(cell);
}

function neutralised(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

function originalOf(cell: string): string {
  return cell.startsWith("'") && RISKY.test(cell) ? cell.slice(1) : cell;
}

function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    return JSON.stringify(value);
  // Joined only where that can be told apart again.
  const joined = value.join(SEPARATOR);
  const isSame = joined !== '' && JSON.stringify(listFrom(joined)) === JSON.stringify(value);
  return isSame ? joined : JSON.stringify(value);
}

function listFrom(text: string): readonly Json[] {
  const list = jsonFrom(text);
  return Array.isArray(list) ? list : text.split(SEPARATOR);
}

/** A JSON object or list; null for anything else. */
export function jsonFrom(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
