/** From the body of a create or update to checked values: the one place where bodies are held against the tables. */
import type { AttributePatch, Json } from '../directory/attributes.ts';
import { badRequest, type ErrorDetail, invalidValue, type RequestError } from '../util/errors.ts';
import { type GraphVersion, isKnownIn, type Property, type ResourceType } from './property.ts';

export interface ReadOptions {
  readonly version: GraphVersion;
  /** At creation required properties must be there; a change may leave them out, but not clear them. */
  readonly purpose: 'create' | 'change';
}

/** A body that was checked. */
export interface ReadProperties {
  /** By name; null where the body says so. */
  readonly values: AttributePatch;
  /** Values of `…@odata.bind`, unchecked, by the name before the @. */
  readonly binds: Readonly<Record<string, unknown>>;
}

/** Characters of JSON an object may have (it is stored in one row). */
const OBJECT_LIMIT = 60_000;

/** Faults that are told at once: an answer stays small whatever was sent. */
const DETAIL_LIMIT = 50;

const BIND = '@odata.bind';

/**
 * Checks every property of a body. Annotations other than `…@odata.bind` are ignored (graph-spec.md 2.4). Throws
 * RequestError 400 with one detail a fault: unknown property, wrong value, value missing.
 */
export function readProperties(
  resource: ResourceType,
  body: Readonly<Record<string, unknown>>,
  options: ReadOptions,
): ReadProperties {
  const values: Record<string, Json> = {};
  const binds: [string, unknown][] = [];
  const faults: ErrorDetail[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name.endsWith(BIND)) binds.push([name.slice(0, -BIND.length), value]);
    else if (!name.includes('@')) {
      const result = readOne(resource, { name, value }, options);
      if (result.kind === 'value') values[name] = result.value;
      else if (result.kind === 'fault') faults.push(result.detail);
    }
  }
  if (options.purpose === 'create') faults.push(...missing(resource, values, faults));
  if (faults.length > 0) throw refusal(resource, faults);
  // Entries, not assignments: `__proto__` is a name like any other here.
  return { values, binds: Object.fromEntries(binds) };
}

type Reading =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'fault'; readonly detail: ErrorDetail }
  | { readonly kind: 'ignored' };

function readOne(
  resource: ResourceType,
  given: { readonly name: string; readonly value: unknown },
  options: ReadOptions,
): Reading {
  const property = resource.properties.find((candidate) => candidate.name === given.name);
  if (property === undefined || !isKnownIn(property, options.version))
    return fault('InvalidProperty', given.name, `Invalid property '${shorten(given.name)}'.`);
  switch (property.written) {
    case 'no':
      return saysNothing(given.value)
        ? { kind: 'ignored' }
        : fault('ReadOnly', given.name, `Property '${given.name}' is read-only and cannot be set.`);
    case 'unsupported':
      return saysNothing(given.value)
        ? { kind: 'ignored' }
        : fault('NotSupported', given.name, `Property '${given.name}' is not supported here.`);
    case 'creation':
      if (options.purpose === 'change') return unchangeable(given);
      return readValue(resource, property, given.value);
    case 'required':
    case 'optional':
      return readValue(resource, property, given.value);
  }
}

function readValue(resource: ResourceType, property: Property, value: unknown): Reading {
  if (value === null && property.written !== 'required') return { kind: 'value', value: null };
  const result = property.type.schema.safeParse(value);
  if (result.success) return { kind: 'value', value: result.data };
  const { message } = invalidValue(property.name, resource.name);
  return fault('InvalidValue', property.name, `${message} Expected: ${property.type.expected}.`);
}

function unchangeable(given: { readonly name: string; readonly value: unknown }): Reading {
  if (saysNothing(given.value)) return { kind: 'ignored' };
  const message = `Property '${given.name}' can be set only when the object is created.`;
  return fault('ReadOnly', given.name, message);
}

function missing(
  resource: ResourceType,
  values: AttributePatch,
  faults: readonly ErrorDetail[],
): readonly ErrorDetail[] {
  return resource.properties
    .filter((property) => property.written === 'required')
    .filter(({ name }) => !Object.hasOwn(values, name))
    .filter(({ name }) => !faults.some((detail) => detail.target === name))
    .map(({ name }) => ({
      code: 'MissingValue',
      target: name,
      message: `A value is required for property '${name}' of resource '${resource.name}'.`,
    }));
}

/** The message is Graph's alone, because tools look for it; what is expected stands in the details. */
function refusal(resource: ResourceType, faults: readonly ErrorDetail[]): RequestError {
  const [first] = faults;
  const { message } =
    first?.code === 'InvalidValue'
      ? invalidValue(first.target ?? '', resource.name)
      : (first ?? {});
  return badRequest(message ?? 'The body is not valid.', faults.slice(0, DETAIL_LIMIT));
}

/** Throws RequestError 400 when an object has more characters of JSON than it may. `sort`: what it is called in the message. */
export function checkObjectSize(sort: string, values: AttributePatch): void {
  if (JSON.stringify(values).length <= OBJECT_LIMIT) return;
  throw badRequest(
    `The ${sort.toLowerCase()} is too large: as JSON it may have at most ${OBJECT_LIMIT.toLocaleString('en')} characters.`,
  );
}

function fault(code: string, target: string, message: string): Reading {
  return { kind: 'fault', detail: { code, target: shorten(target), message } };
}

/** Null, false, an empty list, or an object of nothing else: what clients send for a property they do not use. */
function saysNothing(value: unknown): boolean {
  if (value === null || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}

/** Names come from the caller: an answer repeats only the beginning of a long one. */
function shorten(name: string): string {
  return name.length > 128 ? `${name.slice(0, 128)}…` : name;
}
