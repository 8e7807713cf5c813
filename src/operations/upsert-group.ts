/** PATCH of a group by its uniqueName with `Prefer: create-if-missing` (graph-spec.md 4.2). */
import { fromIfMatch } from '../http/etag.ts';
import type { HttpAnswer } from '../http/messages.ts';
import { type JsonObject, readJsonObject } from '../http/read-body.ts';
import { badRequest, preconditionFailed, RequestError } from '../util/errors.ts';
import { admit } from './admit.ts';
import { withIdOf } from './group-key.ts';
import type { Call } from './operation.ts';

export interface Upsert {
  readonly uniqueName: string;
  readonly change: (call: Call) => Promise<HttpAnswer>;
  readonly create: (call: Call, body: JsonObject) => Promise<HttpAnswer>;
}

/**
 * Changes the group with the name, or creates it: the caller needs the right to what it comes to. Of two who find it
 * missing one creates it, and the other changes it.
 */
export async function upsertGroup(call: Call, upsert: Upsert): Promise<HttpAnswer> {
  const standing = await withIdOf(call, upsert.uniqueName);
  if (standing !== null) return changeStanding(standing, upsert);
  await admit(call, 'createGroup');
  if (fromIfMatch(call.request.headers.get('if-match')) !== null) throw preconditionFailed();
  const body = namedBy(upsert.uniqueName, await readJsonObject(call.request));
  try {
    return await upsert.create(call, body);
  } catch (error) {
    const made = error instanceof RequestError ? await withIdOf(call, upsert.uniqueName) : null;
    if (made === null) throw error;
    return changeStanding(made, upsert);
  }
}

async function changeStanding(call: Call, { change }: Upsert): Promise<HttpAnswer> {
  await admit(call, 'updateGroup');
  return change(call);
}

/** The body may repeat the name, in other letter case too: then the group bears it as the address has it. */
function namedBy(uniqueName: string, body: JsonObject): JsonObject {
  const given = body.uniqueName ?? uniqueName;
  if (String(given).toLowerCase() !== uniqueName.toLowerCase())
    throw badRequest("The body has another 'uniqueName' than the address.");
  return { ...body, uniqueName };
}
