/** What the metadata document says beyond the properties of resources: relations, collections, functions and actions. */
import { APPLICATION, EXTENSION_PROPERTY } from './application-type.ts';
import { DEVICE } from './device-type.ts';
import { GROUP } from './group-type.ts';
import {
  ADMINISTRATIVE_UNIT,
  DIRECTORY_ROLE,
  ORG_CONTACT,
  SERVICE_PRINCIPAL,
} from './other-types.ts';
import type { GraphVersion, ResourceType } from './property.ts';
import { USER } from './user-type.ts';

/** A type of the namespace (`directoryObject`), a primitive one (`Edm.String`), or a list of either. */
export type TypeName = string;

export interface Relation {
  readonly name: string;
  readonly type: TypeName;
  /** Whether the objects exist only as parts of this one. */
  readonly contained?: true;
}

export interface EntityType {
  readonly resource: ResourceType;
  readonly relations: readonly Relation[];
}

/** A function or action on an object, or on a list of objects. */
export interface Operation {
  readonly kind: 'Function' | 'Action';
  readonly name: string;
  readonly on: TypeName;
  readonly parameters: readonly Parameter[];
  readonly returns?: TypeName;
  /** Whether only beta has it. */
  readonly betaOnly?: true;
}

interface Parameter {
  readonly name: string;
  readonly type: TypeName;
}

/** The namespace of all types. */
export const NAMESPACE = 'microsoft.graph';

const OBJECTS = 'Collection(directoryObject)';
const IDS = 'Collection(Edm.String)';

const memberships = relations('memberOf', 'transitiveMemberOf');

/** Every one of them is a directory object. */
export const ENTITY_TYPES: readonly EntityType[] = [
  {
    resource: USER,
    relations: [
      { name: 'manager', type: 'directoryObject' },
      ...relations('directReports'),
      ...memberships,
    ],
  },
  { resource: DEVICE, relations: memberships },
  {
    resource: GROUP,
    relations: [...relations('members', 'transitiveMembers', 'owners'), ...memberships],
  },
  {
    resource: APPLICATION,
    relations: [
      { name: 'extensionProperties', type: 'Collection(extensionProperty)', contained: true },
    ],
  },
  ...[EXTENSION_PROPERTY, ADMINISTRATIVE_UNIT, DIRECTORY_ROLE, ORG_CONTACT, SERVICE_PRINCIPAL].map(
    (resource) => ({ resource, relations: [] }),
  ),
];

/** The collections at the root, and their type. */
export const ENTITY_SETS: Readonly<Record<string, TypeName>> = {
  users: 'user',
  groups: 'group',
  devices: 'device',
  applications: 'application',
  directoryObjects: 'directoryObject',
};

export const SINGLETONS: Readonly<Record<string, TypeName>> = {
  me: 'user',
  directory: 'directory',
};

/** What is below `/directory`. */
export const DIRECTORY_RELATIONS: readonly Relation[] = [
  { name: 'administrativeUnits', type: 'Collection(administrativeUnit)', contained: true },
  { name: 'deletedItems', type: OBJECTS, contained: true },
];

const ids: Parameter = { name: 'ids', type: IDS };
const member: Parameter = { name: 'memberId', type: 'Edm.String' };
const securityOnly: Parameter = { name: 'securityEnabledOnly', type: 'Edm.Boolean' };

export const OPERATIONS: readonly Operation[] = [
  check('checkMemberGroups', { name: 'groupIds', type: IDS }),
  check('checkMemberObjects', ids),
  check('getMemberGroups', securityOnly),
  check('getMemberObjects', securityOnly),
  {
    kind: 'Action',
    name: 'restore',
    on: 'directoryObject',
    parameters: [],
    returns: 'directoryObject',
  },
  {
    kind: 'Action',
    name: 'getByIds',
    on: OBJECTS,
    parameters: [ids, { name: 'types', type: IDS }],
    returns: OBJECTS,
  },
  {
    kind: 'Action',
    name: 'getAvailableExtensionProperties',
    on: OBJECTS,
    parameters: [{ name: 'isSyncedFromOnPremises', type: 'Edm.Boolean' }],
    returns: 'Collection(extensionProperty)',
  },
  evaluate('group', [member]),
  evaluate('Collection(group)', [member, { name: 'membershipRule', type: 'Edm.String' }]),
];

/** Complex types that are answers and no property's value; only beta has them. */
export const ANSWER_TYPES: Readonly<Record<string, readonly Parameter[]>> = {
  evaluateDynamicMembershipResult: [
    { name: 'membershipRule', type: 'Edm.String' },
    { name: 'membershipRuleEvaluationResult', type: 'Edm.Boolean' },
    { name: 'membershipRuleEvaluationDetails', type: 'expressionEvaluationDetails' },
  ],
  expressionEvaluationDetails: [
    { name: 'expression', type: 'Edm.String' },
    { name: 'expressionResult', type: 'Edm.Boolean' },
    { name: 'propertyToEvaluate', type: 'propertyToEvaluate' },
    { name: 'expressionEvaluationDetails', type: 'Collection(expressionEvaluationDetails)' },
  ],
  propertyToEvaluate: [
    { name: 'propertyName', type: 'Edm.String' },
    { name: 'propertyValue', type: 'Edm.String' },
  ],
};

/** What Graph calls the complex types of these properties. */
export const COMPLEX_NAMES: Readonly<Record<string, string>> = {
  alternativeSecurityIds: 'alternativeSecurityId',
  assignedPlans: 'assignedPlan',
  extensionAttributes: 'onPremisesExtensionAttributes',
  writebackConfiguration: 'groupWritebackConfiguration',
};

/** Names of values by the name of their type; the last of them is never sent. */
export const ENUMS: Readonly<Record<string, readonly string[]>> = {
  membershipRuleProcessingStatusDetails: [
    'NotStarted',
    'Running',
    'Failed',
    'Succeeded',
    'UnsupportedFutureValue',
  ],
};

/** The enum that a part of a complex type is of. */
export const ENUM_OF: Readonly<Record<string, string>> = {
  'membershipRuleProcessingStatus/status': 'membershipRuleProcessingStatusDetails',
};

/** Whether a version has an operation. */
export function isIn({ betaOnly }: Operation, version: GraphVersion): boolean {
  return version === 'beta' || betaOnly !== true;
}

function relations(...names: readonly string[]): readonly Relation[] {
  return names.map((name) => ({ name, type: OBJECTS }));
}

function check(name: string, parameter: Parameter): Operation {
  return { kind: 'Action', name, on: 'directoryObject', parameters: [parameter], returns: IDS };
}

function evaluate(on: TypeName, parameters: readonly Parameter[]): Operation {
  const name = 'evaluateDynamicMembership';
  const returns = 'evaluateDynamicMembershipResult';
  return { kind: 'Action', name, on, parameters, returns, betaOnly: true };
}
