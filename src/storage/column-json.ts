/** The columns of a row as JSON and back, each value with its type: for what is carried or kept outside of a table. */
import type { Json } from '../directory/attributes.ts';
import type { Properties, PropertyValue, TypedValue } from './entity-table.ts';

/** Columns as a JSON object. Bytes become `{"type": "Binary", "value": base64}`, as do numbers that JSON has no text for. */
export function columnsToJson(properties: Properties): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, valueToJson(value)]),
  );
}

function valueToJson(value: PropertyValue): Json {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { type: 'Binary', value: bytes.toString('base64') };
  }
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { type: 'Double', value: Object.is(value, -0) ? '-0' : String(value) };
  return typeof value === 'object' ? { type: value.type, value: value.value } : value;
}

/** What columnsToJson made. Throws TypeError for anything else. */
export function columnsOfJson(json: unknown): Properties {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new TypeError('The columns of a row are no JSON object.');
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, valueOfJson(name, value)]),
  );
}

function valueOfJson(name: string, json: unknown): PropertyValue {
  if (['string', 'number', 'boolean'].includes(typeof json)) return json as PropertyValue;
  const { type, value } = typedOf(json);
  if (typeof value === 'string') {
    if (type === 'Binary') return Buffer.from(value, 'base64');
    if (type === 'Double') return Number(value);
    if (isTyped(type)) return { type, value };
  }
  throw new TypeError(`The column ${name} has a value of no known type.`);
}

function typedOf(json: unknown): { readonly type: unknown; readonly value: unknown } {
  return typeof json === 'object' && json !== null
    ? { type: Reflect.get(json, 'type'), value: Reflect.get(json, 'value') }
    : { type: null, value: null };
}

function isTyped(type: unknown): type is TypedValue['type'] {
  return type === 'Int64' || type === 'DateTime' || type === 'Guid';
}
