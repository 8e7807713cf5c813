/**
 * Types of directory objects that are not kept here: service principals are known as owners by their id alone, of the others
 * there are none. They can be cast to all the same.
 */
import { properties, type ResourceType } from './property.ts';
import { keyword, type QueryTraits, textual } from './query-traits.ts';
import { guid, instant, text } from './value-types.ts';

const filled = { shown: 'always', written: 'no' } as const;

export const SERVICE_PRINCIPAL = otherType('ServicePrincipal', 'servicePrincipal');
export const ORG_CONTACT = otherType('OrgContact', 'orgContact');
export const DIRECTORY_ROLE = otherType('DirectoryRole', 'directoryRole');
export const ADMINISTRATIVE_UNIT = otherType('AdministrativeUnit', 'administrativeUnit');

export const OTHER_QUERIES: QueryTraits = {
  filter: { id: keyword(), displayName: textual('plain') },
  searchedByWords: ['displayName'],
  orderBy: { displayName: 'advanced' },
  relations: [],
  expand: [],
};

function otherType(name: string, typeName: string): ResourceType {
  return {
    name,
    graphType: `microsoft.graph.${typeName}`,
    properties: [
      { name: 'id', type: guid, ...filled },
      { name: 'deletedDateTime', type: instant, ...filled },
      ...properties({ type: text(), ...filled }, ['displayName']),
    ],
  };
}
