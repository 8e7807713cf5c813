/** What clients wait for when they read the members of a large group: times and requests of each way to ask. */
import type { WorkerProcess } from '../support/worker-process.ts';
import { type Asked, type PageFigures, spreadOf } from './figures.ts';

const TIMES = 20;
const EVENTUAL = { ConsistencyLevel: 'eventual' };

/** `members`: ids of some members, of whom checkMemberGroups is asked. */
export async function readPages(
  worker: WorkerProcess,
  group: string,
  members: readonly string[],
): Promise<PageFigures> {
  const list = `/v1.0/groups/${group}/members`;
  const links = await linksOf(worker, `${list}?$select=id&$top=999`);
  const along = (times: number) =>
    Array.from({ length: times }, (_, at) => links[Math.floor((at * links.length) / times)] ?? '');
  const last = links.at(-2) ?? list;
  const inFull = (link: string) => link.replace('$select=id&', '');
  const get = (path: string) => () => expectOk(worker.get(path, EVENTUAL));
  const hundred = (link: string) => inFull(link).replace('$top=999', '$top=100');
  const body = { groupIds: [group] };
  return {
    hundred: await ask(worker, along(TIMES).map(hundred).map(get)),
    most: await ask(worker, along(TIMES).map(inFull).map(get)),
    ids: await ask(worker, along(TIMES).map(get)),
    lastToFirst: await quotientOf(get(inFull(last)), get(`${list}?$top=999`)),
    count: await ask(worker, repeated(get(`${list}/$count`))),
    check: await ask(
      worker,
      members.slice(0, TIMES).map((id) => {
        return () => expectOk(worker.post(`/v1.0/users/${id}/checkMemberGroups`, body));
      }),
    ),
  };
}

function repeated(work: () => Promise<void>): readonly (() => Promise<void>)[] {
  return Array.from({ length: TIMES }, () => work);
}

/** How many times as long one takes as the other: medians of many turns, so that whatever else goes on slows both. */
async function quotientOf(one: () => Promise<void>, other: () => Promise<void>): Promise<number> {
  const times: readonly [number[], number[]] = [[], []];
  for (let turn = 0; turn < TIMES; turn++) {
    times[0].push(await secondsOf(one));
    times[1].push(await secondsOf(other));
  }
  return spreadOf(times[0]).median / spreadOf(times[1]).median;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

async function ask(
  worker: WorkerProcess,
  questions: readonly (() => Promise<void>)[],
): Promise<Asked> {
  const seconds: number[] = [];
  const requests: number[] = [];
  for (const question of questions) {
    const before = tableRequests(await worker.usage());
    seconds.push(await secondsOf(question));
    requests.push(tableRequests(await worker.usage()) - before);
  }
  return { seconds: spreadOf(seconds), requests: spreadOf(requests).median };
}

function tableRequests({ requests }: { readonly requests: Readonly<Record<string, number>> }) {
  const tables = Object.entries(requests).filter(([name]) => name.startsWith('table '));
  return tables.reduce((sum, [, count]) => sum + count, 0);
}

/** The address of every page. */
async function linksOf(worker: WorkerProcess, path: string): Promise<readonly string[]> {
  const links: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    links.push(next);
    next = (await worker.get(next)).body['@odata.nextLink'];
  }
  return links;
}

async function expectOk(answer: ReturnType<WorkerProcess['get']>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body).slice(0, 1_000)}`);
}
