/** Brings the sample directory in over HTTP, like any client would. What is there already is left as it is. */
import { type ApiAnswer, type ApiClient, errorMessage, refused } from './api-client.ts';
import {
  deviceBody,
  groupBody,
  memberBodies,
  type Sample,
  type SampleLine,
  userBody,
} from './sample-lines.ts';

const CONCURRENCY = 16;

export async function importObjects(api: ApiClient, { users, devices }: Sample): Promise<void> {
  const base = `${api.address}/v1.0`;
  const made = new Map<string, Promise<void>>();
  await inParallel(users, (line) => {
    const manager = typeof line.manager === 'string' ? made.get(line.manager) : undefined;
    const work = (async () => {
      await manager;
      await create(api, '/v1.0/users', userBody(line, base));
    })();
    // A report's line may name its manager by either.
    made.set(line.id, work).set(String(line.userPrincipalName), work);
    return work;
  });
  await inParallel(devices, async (line) => {
    await create(api, '/v1.0/devices', deviceBody(line));
  });
}

/** One after the other: a rule may name a group that stands before it. */
export async function importGroups(api: ApiClient, { groups }: Sample): Promise<void> {
  for (const line of groups) {
    const isNew = await create(api, '/v1.0/groups', groupBody(line));
    await addMembers(api, line, isNew);
    await setGuard(api, line);
  }
}

async function addMembers(api: ApiClient, line: SampleLine, isNew: boolean): Promise<void> {
  if (!Array.isArray(line.members)) return;
  const path = `/v1.0/groups/${line.id}`;
  const has = isNew ? [] : await api.list(`${path}/members?$select=id&$top=999`);
  for (const body of memberBodies(line, new Set(has.map(idOf)), `${api.address}/v1.0`)) {
    const answer = await api.send(path, { method: 'PATCH', body });
    if (answer.status !== 204) throw refused(`PATCH ${path}`, answer);
  }
}

async function setGuard(api: ApiClient, { id, guard }: SampleLine): Promise<void> {
  if (guard === undefined) return;
  const path = `/muster/v1/groups/${id}`;
  const answer = await api.send(path, { method: 'PATCH', body: { guard } });
  if (answer.status !== 204) throw refused(`PATCH ${path}`, answer);
}

/** Answers whether it was made now rather than there before. */
async function create(api: ApiClient, path: string, body: unknown): Promise<boolean> {
  const answer = await api.send(path, { method: 'POST', body });
  if (answer.status === 201) return true;
  if (existsAlready(answer)) return false;
  throw refused(`POST ${path}`, answer);
}

function existsAlready({ status, body }: ApiAnswer): boolean {
  const said = errorMessage(body) ?? '';
  return status === 409 || (status === 400 && /already exist/i.test(said));
}

async function inParallel(
  lines: readonly SampleLine[],
  work: (line: SampleLine) => Promise<void>,
): Promise<void> {
  const queue = lines.values();
  const worker = async (): Promise<void> => {
    for (const line of queue) await work(line);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}
