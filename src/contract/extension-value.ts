/** Values of registered extension properties: `extension_{appId}_{name}` on a user or device (graph-spec.md 7). */
import type { Attributes } from '../directory/attributes.ts';
import { isExtensionName } from '../directory/rule-names.ts';
import { badRequest } from '../util/errors.ts';
import type { Property, ResourceType } from './property.ts';
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

function propertyOf(definition: ExtensionDefinition): Property {
  const type = TYPES[definition.dataType] ?? text(256);
  return {
    name: definition.name,
    type: definition.isMultiValued ? listOf(type) : type,
    shown: 'selected',
    written: 'optional',
  };
}
