/**
 * Long values as properties: a property holds 64 KiB, an entity 1 MiB, so a value is split over as many numbered properties
 * as it takes (`p0`, `p1` …). An entity that becomes too large is refused by entity-limits.ts.
 */
import type { Properties, PropertyValue } from './entity-table.ts';

const TEXT_UNITS = 30_000;
const BINARY_BYTES = 60_000;

/** A JSON value as properties `name0` to `nameN`. */
export function packJson(name: string, value: unknown): Properties {
  return packText(name, JSON.stringify(value));
}

/** What packJson stored; the caller says which shape it has. */
export function unpackJson<T>(name: string, properties: Properties): T {
  return JSON.parse(unpackText(name, properties));
}

function packText(name: string, text: string): Properties {
  const parts: Record<string, PropertyValue> = {};
  let count = 0;
  for (let at = 0; at < text.length || count === 0; count++) {
    const end = endOfPart(text, at + TEXT_UNITS);
    parts[`${name}${count}`] = text.slice(at, end);
    at = end;
  }
  return parts;
}

/** Half a surrogate pair does not survive being sent as a property of its own. */
function endOfPart(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

function unpackText(name: string, properties: Properties): string {
  let text = '';
  for (let count = 0; ; count++) {
    const part = properties[`${name}${count}`];
    if (typeof part !== 'string') return text;
    text += part;
  }
}

/** Bytes as properties `name0` to `nameN`; none for no bytes. */
export function packBytes(name: string, bytes: Uint8Array): Properties {
  const parts: Record<string, PropertyValue> = {};
  for (let at = 0, count = 0; at < bytes.length; at += BINARY_BYTES, count++)
    parts[`${name}${count}`] = bytes.subarray(at, at + BINARY_BYTES);
  return parts;
}

/** What packBytes stored. */
export function unpackBytes(name: string, properties: Properties): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let count = 0; ; count++) {
    const part = properties[`${name}${count}`];
    if (!(part instanceof Uint8Array)) break;
    parts.push(part);
  }
  return joinBytes(parts);
}

/** Byte sequences one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
