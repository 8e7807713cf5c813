/** `$select`: which properties of a resource an answer shows. */
import {
  defaultProperties,
  type GraphVersion,
  isKnownIn,
  type Property,
  type ResourceType,
} from '../contract/property.ts';
import { RequestError } from '../util/errors.ts';

export interface Selection {
  readonly properties: readonly Property[];
  readonly withEtag: boolean;
  /** As context URLs name it: `(id,displayName)`, or nothing when nothing was selected. */
  readonly suffix: string;
}

/** The annotation that asks for the ETag. */
const ETAG = '@odata.etag';

/**
 * The properties to show. `names`: as given, null without `$select`; they compare without case, `*` is the default set.
 * Throws RequestError 400 for a property the resource does not have in this version.
 */
export function selectFrom(
  resource: ResourceType,
  names: readonly string[] | null,
  version: GraphVersion,
): Selection {
  const defaults = defaultProperties(resource, version);
  if (names === null) return { properties: defaults, withEtag: false, suffix: '' };
  const plain = names.filter((name) => name.toLowerCase() !== ETAG && name !== '*');
  const selected = plain.map((name) => propertyNamed(resource, name, version));
  const isEverything = names.includes('*') || plain.length === 0;
  const properties = new Set(isEverything ? [...defaults, ...selected] : selected);
  // An ETag is made of the whole content: from it a value could be guessed that is not shown.
  const isWhole = resource.properties.every(({ hidden }) => hidden !== true);
  return {
    properties: [...properties],
    withEtag: isWhole && names.some((name) => name.toLowerCase() === ETAG),
    suffix: isEverything ? '' : `(${[...properties].map(({ name }) => name).join(',')})`,
  };
}

/**
 * As `selectFrom` for a collection of several types, each of which shows those of the selected properties it has. Throws
 * RequestError 400 for a property that none of them has.
 */
export function selectFromEach(
  resources: readonly ResourceType[],
  names: readonly string[] | null,
  version: GraphVersion,
): readonly Selection[] {
  const knownTo = (resource: ResourceType) =>
    names?.filter((name) => isAnnotation(name) || find(resource, name, version) !== undefined) ??
    null;
  for (const name of names ?? []) {
    if (!isAnnotation(name) && !resources.some((resource) => find(resource, name, version)))
      throw unknownProperty(name, 'microsoft.graph.directoryObject');
  }
  return resources.map((resource) => {
    const known = knownTo(resource);
    // A type that has none of them shows nothing, which is not the same as everything.
    return known?.length === 0
      ? { properties: [], withEtag: false, suffix: '' }
      : selectFrom(resource, known, version);
  });
}

function propertyNamed(resource: ResourceType, name: string, version: GraphVersion): Property {
  const property = find(resource, name, version);
  if (property === undefined) throw unknownProperty(name, resource.graphType);
  return property;
}

function find(resource: ResourceType, name: string, version: GraphVersion): Property | undefined {
  const lowerCased = name.toLowerCase();
  return resource.properties.find(
    (property) => property.name.toLowerCase() === lowerCased && isKnownIn(property, version),
  );
}

function isAnnotation(name: string): boolean {
  return name === '*' || name.toLowerCase() === ETAG;
}

function unknownProperty(name: string, graphType: string): RequestError {
  const message = `Parsing OData Select and Expand failed: Could not find a property named '${name.slice(0, 128)}' on type '${graphType}'.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}
