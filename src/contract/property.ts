/** What a resource of the wire consists of: its properties, which of them are shown, and which may be written. */
import type { ValueType } from './value-types.ts';

/** The two versions of Graph's interface. */
export type GraphVersion = 'v1.0' | 'beta';

/**
 * Who sets a property. `required`: must be given at creation and can't be cleared; `optional`: may be set and cleared;
 * `creation`: may be given at creation only; `no`: the server does; `unsupported`: known to Graph and not kept here, so
 * only values that say nothing (null, false, an empty list, an object of such) are let through.
 */
type Writing = 'required' | 'optional' | 'creation' | 'no' | 'unsupported';

export interface Property {
  readonly name: string;
  readonly type: ValueType;
  readonly written: Writing;
  /** Without `$select`: in every version, in beta only, or never. */
  readonly shown: 'always' | 'beta' | 'selected';
  /** Whether v1.0 doesn't know the property at all (graph-spec.md 1). */
  readonly betaOnly?: boolean;
  /** Whether who asks may not read it: it is shown as if it had no value. */
  readonly hidden?: true;
}

export interface ResourceType {
  /** As error messages name it, such as `Group`. */
  readonly name: string;
  /** As `@odata.type` and OData's error messages name it, such as `microsoft.graph.group`. */
  readonly graphType: string;
  readonly properties: readonly Property[];
}

/** The same traits for several properties. */
export function properties(
  traits: Omit<Property, 'name'>,
  names: readonly string[],
): readonly Property[] {
  return names.map((name) => ({ name, ...traits }));
}

/** Whether a version knows a property. */
export function isKnownIn(property: Property, version: GraphVersion): boolean {
  return version === 'beta' || property.betaOnly !== true;
}

/** What a resource shows when nothing is selected, in the order of its table. */
export function defaultProperties(
  resource: ResourceType,
  version: GraphVersion,
): readonly Property[] {
  return resource.properties.filter(
    (property) => property.shown === 'always' || (property.shown === 'beta' && version === 'beta'),
  );
}
