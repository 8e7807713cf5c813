/** The metadata document: what is served, in OData's schema language (CSDL), made from the tables of resources. */
import {
  ANSWER_TYPES,
  COMPLEX_NAMES,
  DIRECTORY_RELATIONS,
  ENTITY_SETS,
  ENTITY_TYPES,
  ENUM_OF,
  ENUMS,
  type EntityType,
  isIn,
  NAMESPACE,
  OPERATIONS,
  type Operation,
  type Relation,
  SINGLETONS,
  type TypeName,
} from './metadata-types.ts';
import { type GraphVersion, isKnownIn, type Property } from './property.ts';
import type { ValueType } from './value-types.ts';

/** Properties that every directory object has from its base. */
const OF_BASE = new Set(['id', 'deletedDateTime']);

/** The document for a version, as XML. */
export function metadataDocument(version: GraphVersion): string {
  const schema = [
    ...enumTypes(version),
    ...complexTypes(version),
    ...entityTypes(version),
    ...OPERATIONS.filter((operation) => isIn(operation, version)).map(operationElement),
    container(),
  ];
  const inSchema = element('Schema', { Namespace: NAMESPACE, xmlns: EDM }, schema);
  const services = element('edmx:DataServices', {}, [inSchema]);
  const edmx = { Version: '4.0', 'xmlns:edmx': EDMX };
  return `<?xml version="1.0" encoding="utf-8"?>${element('edmx:Edmx', edmx, [services])}`;
}

/** The names of the collections, for the service document. */
export const COLLECTIONS: readonly string[] = Object.keys(ENTITY_SETS);

const EDM = 'http://docs.oasis-open.org/odata/ns/edm';
const EDMX = 'http://docs.oasis-open.org/odata/ns/edmx';

/** Names and types only stand in it: nothing has to be escaped. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}

/** The properties that have such values are beta's. */
function enumTypes(version: GraphVersion): readonly string[] {
  const enums = version === 'beta' ? Object.entries(ENUMS) : [];
  return enums.map(([name, values]) => enumType(name, values));
}

function enumType(name: string, values: readonly string[]): string {
  const members = values.map((value, at) => element('Member', { Name: value, Value: String(at) }));
  return element('EnumType', { Name: name }, members);
}

/** The type of a property under its name here; those that several properties have are written once. */
function complexTypes(version: GraphVersion): readonly string[] {
  const types = new Map<string, string>();
  for (const { resource } of ENTITY_TYPES) {
    for (const { name, type } of resource.properties.filter((one) => isKnownIn(one, version))) {
      if (typeof type.edm === 'string') continue;
      const complex = complexName(name);
      types.set(complex, complexType(complex, Object.entries(type.edm)));
    }
  }
  if (version === 'beta') {
    for (const [name, parts] of Object.entries(ANSWER_TYPES)) {
      const written = parts.map((part) => property(part.name, qualified(part.type)));
      types.set(name, element('ComplexType', { Name: name }, written));
    }
  }
  return [...types.values()];
}

function complexType(name: string, parts: readonly (readonly [string, ValueType])[]): string {
  const written = parts.map(([part, type]) => {
    const named = ENUM_OF[`${name}/${part}`];
    return property(part, named === undefined ? typeOf(part, type) : qualified(named));
  });
  return element('ComplexType', { Name: name }, written);
}

function complexName(property: string): string {
  return COMPLEX_NAMES[property] ?? property;
}

function entityTypes(version: GraphVersion): readonly string[] {
  const key = element('Key', {}, [element('PropertyRef', { Name: 'id' })]);
  const id = element('Property', { Name: 'id', Type: 'Edm.String', Nullable: 'false' });
  const deleted = property('deletedDateTime', 'Edm.DateTimeOffset');
  return [
    element('EntityType', { Name: 'entity', Abstract: 'true' }, [key, id]),
    element(
      'EntityType',
      { Name: 'directoryObject', BaseType: qualified('entity'), OpenType: 'true' },
      [deleted],
    ),
    ...ENTITY_TYPES.map((type) => entityType(type, version)),
    element(
      'EntityType',
      { Name: 'directory', BaseType: qualified('entity') },
      DIRECTORY_RELATIONS.map(navigation),
    ),
  ];
}

/** Extension properties can be selected on any of them, so the types are open. */
function entityType({ resource, relations }: EntityType, version: GraphVersion): string {
  const own = resource.properties.filter(
    (one) => isKnownIn(one, version) && !OF_BASE.has(one.name),
  );
  const attributes = {
    Name: resource.graphType.slice(NAMESPACE.length + 1),
    BaseType: qualified('directoryObject'),
    OpenType: 'true',
  };
  return element('EntityType', attributes, [
    ...own.map((one: Property) => property(one.name, typeOf(one.name, one.type))),
    ...relations.map(navigation),
  ]);
}

function navigation({ name, type, contained }: Relation): string {
  const attributes = { Name: name, Type: qualified(type) };
  return element('NavigationProperty', {
    ...attributes,
    ...(contained === true && { ContainsTarget: 'true' }),
  });
}

function operationElement({ kind, name, on, parameters, returns }: Operation): string {
  return element(kind, { Name: name, IsBound: 'true' }, [
    element('Parameter', { Name: 'bindingParameter', Type: qualified(on), Nullable: 'false' }),
    ...parameters.map((one) => element('Parameter', { Name: one.name, Type: qualified(one.type) })),
    ...(returns === undefined ? [] : [element('ReturnType', { Type: qualified(returns) })]),
  ]);
}

function container(): string {
  const sets = Object.entries(ENTITY_SETS).map(([name, type]) =>
    element('EntitySet', { Name: name, EntityType: qualified(type) }),
  );
  const singletons = Object.entries(SINGLETONS).map(([name, type]) =>
    element('Singleton', { Name: name, Type: qualified(type) }),
  );
  return element('EntityContainer', { Name: 'GraphService' }, [...sets, ...singletons]);
}

function property(name: string, type: TypeName): string {
  return element('Property', { Name: name, Type: type });
}

function typeOf(name: string, type: ValueType): TypeName {
  const { edm } = type;
  const one = typeof edm === 'string' ? `Edm.${edm}` : qualified(complexName(name));
  return Array.isArray(type.empty) ? `Collection(${one})` : one;
}

/** With the namespace, unless it is a type of OData's own. */
function qualified(type: TypeName): TypeName {
  const [, item] = /^Collection\((.*)\)$/.exec(type) ?? [];
  if (item !== undefined) return `Collection(${qualified(item)})`;
  return type.startsWith('Edm.') ? type : `${NAMESPACE}.${type}`;
}
