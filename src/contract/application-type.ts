/** Applications and their extension properties, as far as rules need them (graph-spec.md 7). */
import { properties, type ResourceType } from './property.ts';
import { flag, guid, instant, name, text, type ValueType, word, words } from './value-types.ts';

const filled = { shown: 'always', written: 'no' } as const;
const required = { shown: 'always', written: 'required' } as const;

/** The types an extension property can have. */
const DATA_TYPES = ['Binary', 'Boolean', 'DateTime', 'Integer', 'LargeInteger', 'String'] as const;

/** What extension properties can be registered for. */
const TARGETS = ['User', 'Group', 'AdministrativeUnit', 'Application', 'Device', 'Organization'];

const targetObjects: ValueType = {
  schema: words(TARGETS).schema.refine((value) => Array.isArray(value) && value.length > 0),
  expected: `a list of one or more of ${TARGETS.join(', ')}`,
  empty: [],
  edm: 'String',
};

const propertyName: ValueType = {
  schema: name(100).schema.refine((value) => typeof value === 'string' && /^\w+$/.test(value)),
  expected: '1 to 100 letters, digits and underscores',
  empty: null,
  edm: 'String',
};

/** An `id` and `appId` may be given at creation, so that an import keeps the names of extension properties. */
export const APPLICATION: ResourceType = {
  name: 'Application',
  graphType: 'microsoft.graph.application',
  properties: [
    { name: 'id', type: guid, shown: 'always', written: 'creation' },
    { name: 'deletedDateTime', type: instant, ...filled },
    { name: 'appId', type: guid, shown: 'always', written: 'creation' },
    { name: 'createdDateTime', type: instant, ...filled },
    { name: 'displayName', type: name(256), ...required },
  ],
};

export const EXTENSION_PROPERTY: ResourceType = {
  name: 'ExtensionProperty',
  graphType: 'microsoft.graph.extensionProperty',
  properties: [
    ...properties({ type: guid, ...filled }, ['id']),
    { name: 'deletedDateTime', type: instant, ...filled },
    { name: 'appDisplayName', type: text(), ...filled },
    { name: 'dataType', type: word(DATA_TYPES), ...required },
    { name: 'isMultiValued', type: flag, shown: 'always', written: 'creation' },
    { name: 'isSyncedFromOnPremises', type: flag, ...filled },
    { name: 'name', type: propertyName, ...required },
    { name: 'targetObjects', type: targetObjects, ...required },
  ],
};
