/** What is asked: the resources a list may hold, and what a name in an option means for them. */
import { type GraphVersion, isKnownIn, type ResourceType } from '../contract/property.ts';
import type { Filtering, QueryTraits } from '../contract/query-traits.ts';
import { unknownProperty, unsupportedClause, unsupportedQuery } from './fault.ts';

/** A resource and what can be asked of it. */
export interface Queryable {
  readonly resource: ResourceType;
  readonly traits: QueryTraits;
}

export interface Queried {
  /** One or more; a property only has to be one of any of them. */
  readonly types: readonly Queryable[];
  readonly version: GraphVersion;
  /** Members and memberships: everything but the comparison of ids is advanced (graph-spec.md 8). */
  readonly isRelation: boolean;
}

/** A property that can be filtered, under its canonical name. */
export interface Found {
  readonly name: string;
  readonly filtering: Filtering;
  /** The name of its resource, for errors. */
  readonly resource: string;
}

/**
 * The property with that name, in any letter case. Throws RequestError 400, each case with Graph's text: a relation, a
 * property that can't be filtered, a name that is none.
 */
export function findProperty(queried: Queried, option: string, name: string): Found {
  const lowerCased = name.toLowerCase();
  for (const { resource, traits } of queried.types) {
    const property = knownProperty(queried, resource, lowerCased);
    const filtering = property === undefined ? undefined : traits.filter[property.name];
    if (property !== undefined && filtering !== undefined)
      return { name: property.name, filtering, resource: resource.name };
  }
  throw notFound(queried, option, name);
}

/** How errors call the type of the list's items. */
export function typeName({ types }: Queried): string {
  const [only, ...others] = types;
  return only === undefined || others.length > 0
    ? 'microsoft.graph.directoryObject'
    : only.resource.graphType;
}

function notFound(queried: Queried, option: string, name: string): Error {
  const lowerCased = name.toLowerCase();
  for (const { resource, traits } of queried.types) {
    const property = knownProperty(queried, resource, lowerCased);
    if (property !== undefined) return unsupportedClause(property.name, resource.name);
    if (traits.relations.some((relation) => relation.toLowerCase() === lowerCased))
      return unsupportedQuery(
        'The specified filter to the reference property query is currently not supported.',
      );
  }
  return unknownProperty(option, name, typeName(queried));
}

function knownProperty({ version }: Queried, { properties }: ResourceType, lowerCased: string) {
  return properties.find(
    (property) => property.name.toLowerCase() === lowerCased && isKnownIn(property, version),
  );
}
