/** Values of registered extension properties: `extension_{appId}_{name}` on a user or device (graph-spec.md 7). */
import type { Attributes } from '../directory/attributes.ts';
import { isExtensionName } from '../directory/rule-names.ts';
import { badRequest } from '../util/errors.ts';
import type { Property, ResourceType } from './property.ts';
import { comparableText, type Filtering, type ValueKind } from './query-traits.ts';
import {
  binary,
  flag,
  instant,
  largeNumber,
  listOf,
  text,
  type ValueType,
  wholeNumber,
} from './value-types.ts';

/** What has to be known of a registered extension property to read and show its values. */
export interface ExtensionDefinition {
  readonly name: string;
  readonly dataType: string;
  readonly isMultiValued: boolean;
  readonly targetObjects: readonly string[];
}

const TYPES: Readonly<Record<string, ValueType>> = {
  Binary: binary(256),
  Boolean: flag,
  DateTime: instant,
  Integer: wholeNumber,
  LargeInteger: largeNumber,
  String: text(256),
};

const KINDS: Readonly<Record<string, ValueKind>> = {
  Boolean: 'flag',
  DateTime: 'instant',
  Integer: 'number',
  LargeInteger: 'number',
  String: 'text',
};

/** The most extension values an object can have (graph-spec.md 15). */
const VALUE_LIMIT = 100;

/**
 * The resource with the extension properties registered for it added, each shown only when selected. `definitions`: all
 * that are registered; those for other kinds of object are left out.
 */
export function withExtensions(
  resource: ResourceType,
  definitions: readonly ExtensionDefinition[],
): ResourceType {
  const extensions = definitions
    .filter((definition) => definition.targetObjects.includes(resource.name))
    .map(propertyOf);
  return { ...resource, properties: [...resource.properties, ...extensions] };
}

/** Throws RequestError 400 when an object has more extension values than it may. */
export function checkExtensionCount(attributes: Attributes): void {
  if (Object.keys(attributes).filter(isExtensionName).length <= VALUE_LIMIT) return;
  throw badRequest(`An object can have at most ${VALUE_LIMIT} extension values.`);
}

/** Whether any of these names is the name of an extension property, so that the registered ones have to be looked up. */
export function mentionsExtension(names: readonly string[]): boolean {
  return names.some((name) => isExtensionName(name));
}

/** How the values of registered extension properties are filtered; binary ones are not. */
export function extensionFilters(
  resourceName: string,
  definitions: readonly ExtensionDefinition[],
): Readonly<Record<string, Filtering>> {
  const filters = definitions
    .filter(({ targetObjects }) => targetObjects.includes(resourceName))
    .flatMap((definition) => {
      const filtering = filteringOf(definition);
      return filtering === null ? [] : [[definition.name, filtering] as const];
    });
  return Object.fromEntries(filters);
}

function filteringOf({ dataType, isMultiValued }: ExtensionDefinition): Filtering | null {
  const kind = KINDS[dataType];
  if (kind === undefined) return null;
  const ordered = { eq: 'plain', in: 'plain', ge: 'plain', le: 'plain' } as const;
  const operators = kind === 'flag' ? ({ eq: 'plain', in: 'plain' } as const) : ordered;
  const value = kind === 'text' ? comparableText('plain') : { kind, operators };
  return isMultiValued ? { shape: 'list', value, need: 'plain' } : { shape: 'single', value };
}

function propertyOf(definition: ExtensionDefinition): Property {
  const type = TYPES[definition.dataType] ?? text(256);
  return {
    name: definition.name,
    type: definition.isMultiValued ? listOf(type) : type,
    shown: 'selected',
    written: 'optional',
  };
}
