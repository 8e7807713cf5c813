/** From the values of a resource to the JSON of an answer: explicit nulls, empty lists, only what is selected. */

import type { Property } from '../contract/property.ts';
import type { Json } from '../directory/attributes.ts';
import { toWireEtag } from './etag.ts';
import type { Selection } from './select.ts';

export interface Shown {
  readonly values: Readonly<Record<string, Json>>;
  /** The version of its content, which its ETag is made of; absent: it has none. */
  readonly version?: string;
}

/** The selected properties of a resource, its ETag when that is selected. */
export function show(resource: Shown, selection: Selection): Readonly<Record<string, Json>> {
  const result: Record<string, Json> = {};
  if (selection.withEtag && resource.version !== undefined)
    result['@odata.etag'] = toWireEtag(resource.version);
  for (const property of selection.properties)
    result[property.name] = wireValue(
      property,
      property.hidden === true ? null : resource.values[property.name],
    );
  return result;
}

function wireValue(property: Property, value: Json | undefined): Json {
  if (value === undefined || value === null) return property.type.empty;
  const { parts } = property.type;
  if (parts === undefined) return value;
  return Array.isArray(value)
    ? value.map((item: Json) => withAllParts(item, parts))
    : withAllParts(value, parts);
}

function withAllParts(value: Json, parts: readonly string[]): Json {
  if (typeof value !== 'object' || value === null) return value;
  const given = new Map<string, Json>(Object.entries(value));
  return Object.fromEntries(parts.map((part) => [part, given.get(part) ?? null]));
}
