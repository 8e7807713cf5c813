/** Requests of New group: creating it, and whether a name is taken. */
import { ApiError } from '../data/api-error.ts';
import { type Page, send } from '../data/client.ts';
import { groupBody, guardBody, type NewGroupDraft } from './new-group-draft.ts';

/**
 * Creates the group, and then its guard: a new group's first members are never held, so nothing happens in between. May be
 * called again after a failure. Answers the id; rejects with ApiError.
 */
export async function createGroup(draft: NewGroupDraft, isPaused: boolean): Promise<string> {
  const path = `/v1.0/groups/${draft.id}`;
  if (!(await isThere(path)))
    await send('/v1.0/groups', { method: 'POST', body: groupBody(draft, isPaused) });
  const guard = guardBody(draft);
  if (guard !== null)
    await send(`/muster/v1/groups/${draft.id}`, { method: 'PATCH', body: { guard } });
  return draft.id;
}

/** Whether an earlier try got through, whatever its answer was. */
async function isThere(path: string): Promise<boolean> {
  try {
    await send(`${path}?$select=id`);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

/** Another group's name that is this one, letter case aside: the nearest that is free; null where this one is. */
export async function freeName(name: string, signal: AbortSignal): Promise<string | null> {
  const begins = encodeURIComponent(`startswith(displayName,'${quoted(name)}')`);
  const path = `/v1.0/groups?$select=displayName&$top=999&$filter=${begins}`;
  const { value } = await send<Page<{ readonly displayName: string }>>(path, { signal });
  const taken = new Set(value.map(({ displayName }) => displayName.toLowerCase()));
  if (!taken.has(name.toLowerCase())) return null;
  for (let number = 2; ; number++)
    if (!taken.has(`${name} ${number}`.toLowerCase())) return `${name} ${number}`;
}

export async function isNicknameTaken(nickname: string, signal: AbortSignal): Promise<boolean> {
  const filter = encodeURIComponent(
    `mailNickname eq '${quoted(nickname)}' and mailEnabled eq true`,
  );
  const path = `/v1.0/groups?$select=id&$top=1&$filter=${filter}`;
  return (await send<Page<unknown>>(path, { signal })).value.length > 0;
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}
