/** Bodies of the actions that ask about directory objects by their ids (graph-spec.md 6 and 15). */
import { z } from 'zod';
import { badRequest } from '../util/errors.ts';

/** Ids of getByIds, and of checkMemberGroups and checkMemberObjects. */
const MOST_OBJECTS = 1_000;
const MOST_CHECKED = 20;

type Body = Readonly<Record<string, unknown>>;

const flag = z.boolean().nullish();

/** What getByIds asks for. */
export interface ObjectsById {
  /** Lower case, each once, in the order given. */
  readonly ids: readonly string[];
  /** Names of types in lower case; null: any. */
  readonly types: readonly string[] | null;
}

/** Throws RequestError 400. */
export function readObjectsById(body: Body): ObjectsById {
  const ids = readIds(body, 'ids', MOST_OBJECTS);
  const types = read('types', z.array(z.string().max(128)).max(100).nullish(), body.types);
  refuseOthers(body, ['ids', 'types']);
  const names = types?.map((type) => type.toLowerCase().replace(/^#?microsoft\.graph\./, ''));
  return { ids, types: names === undefined || names.length === 0 ? null : names };
}

/** The ids to be checked: `groupIds` of checkMemberGroups, `ids` of checkMemberObjects. Throws RequestError 400. */
export function readCheckedIds(body: Body, name: 'groupIds' | 'ids'): readonly string[] {
  refuseOthers(body, [name]);
  return readIds(body, name, MOST_CHECKED);
}

/** Whether only security groups are asked for; false when the body does not say. Throws RequestError 400. */
export function readSecurityEnabledOnly(body: Body): boolean {
  refuseOthers(body, ['securityEnabledOnly']);
  return read('securityEnabledOnly', flag, body.securityEnabledOnly) ?? false;
}

/** A member and a rule to evaluate for it; null: the group's own rule. */
export interface Evaluation {
  readonly memberId: string;
  readonly membershipRule: string | null;
}

/** The body of evaluateDynamicMembership (graph-spec.md 5.3). Throws RequestError 400. */
export function readEvaluation(body: Body): Evaluation {
  refuseOthers(body, ['memberId', 'membershipRule']);
  const memberId = read('memberId', z.guid(), body.memberId);
  const rule = read('membershipRule', z.string().nullish(), body.membershipRule);
  return { memberId: memberId.toLowerCase(), membershipRule: rule ?? null };
}

/** The reference in a body that is nothing else. Throws RequestError 400 for what else is in it. */
export function readReferenceIn(body: Body): unknown {
  refuseOthers(body, []);
  return body['@odata.id'];
}

/** What getAvailableExtensionProperties asks for; null: any. Throws RequestError 400. */
export function readIsSynced(body: Body): boolean | null {
  refuseOthers(body, ['isSyncedFromOnPremises']);
  return read('isSyncedFromOnPremises', flag, body.isSyncedFromOnPremises) ?? null;
}

function readIds(body: Body, name: string, most: number): readonly string[] {
  const given = read(name, z.array(z.string().max(256)).min(1), body[name]);
  if (given.length > most)
    throw badRequest(
      `Too many elements in '${name}': at most ${most.toLocaleString('en')} are allowed.`,
    );
  const ids = given.map((id) => {
    if (z.guid().safeParse(id).success) return id.toLowerCase();
    throw badRequest(`Invalid object identifier '${id}'.`);
  });
  return [...new Set(ids)];
}

function read<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(
    value === undefined
      ? `A value is required for parameter '${name}'.`
      : `Invalid value specified for parameter '${name}'.`,
  );
}

/** Annotations are ignored, other names are mistakes. */
function refuseOthers(body: Body, known: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !known.includes(name) && !name.includes('@'));
  if (unknown !== undefined)
    throw badRequest(`The parameter '${unknown.slice(0, 128)}' is not valid for this operation.`);
}
