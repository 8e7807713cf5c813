/** Twenty clients edit one group, each what it has read: nothing is lost, whoever was late is told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLanes } from '../support/in-lanes.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';

const CLIENTS = 20;
const EDITS = 20;
/** Clients that try at the same moment: with all of them nearly every attempt would be stale. */
const AT_ONCE = 4;
let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.host.stop());

interface Outcome {
  /** The words this client has put into the description, each after an answer of 204. */
  readonly written: string[];
  stale: number;
  others: number[];
}

test('20 clients with 20 conditional edits each lose none; every stale one is answered 412', async () => {
  const id = await app.group('user.city -eq "Bonn"', { description: 'begin' });
  const path = `/v1.0/groups/${id}?$select=description,@odata.etag`;
  /** The ETag that each edit which was done was made on: no two on the same. */
  const bases: string[] = [];

  const edit = async (client: number, number: number, outcome: Outcome): Promise<void> => {
    const word = `c${client}e${number}`;
    for (;;) {
      const { body } = await app.get(path);
      const etag: string = body['@odata.etag'];
      // The description holds the newest words; that is enough to see on what an edit was made.
      const description = `${word} ${body.description}`.slice(0, 1_000);
      const answer = await app.patch(`/v1.0/groups/${id}`, { description }, { 'If-Match': etag });
      if (answer.status === 204) {
        bases.push(etag);
        outcome.written.push(word);
        return;
      }
      if (answer.status === 412) outcome.stale++;
      else outcome.others.push(answer.status);
      if (outcome.others.length > 0) return;
    }
  };
  const outcomes: Outcome[] = Array.from({ length: CLIENTS }, () => ({
    written: [],
    stale: 0,
    others: [],
  }));
  // Each client's edits one after another, with those of the others in between.
  const edits = Array.from({ length: CLIENTS * EDITS }, (_, at) => at);
  await inLanes(edits, AT_ONCE, async (at) => {
    const outcome = outcomes[at % CLIENTS];
    if (outcome !== undefined) await edit(at % CLIENTS, Math.floor(at / CLIENTS), outcome);
  });

  expect(outcomes.flatMap(({ others }) => others)).toEqual([]);
  expect(outcomes.flatMap(({ written }) => written)).toHaveLength(CLIENTS * EDITS);
  expect(new Set(bases).size).toBe(CLIENTS * EDITS);
  const stale = outcomes.reduce((sum, outcome) => sum + outcome.stale, 0);
  expect(stale).toBeGreaterThan(CLIENTS);
  // As many edits as were acknowledged, and the newest words in the order they were made.
  const { body } = await app.get(`/muster/v1/groups/${id}/history?$top=999`);
  const changes = body.value.filter((event: { kind: string }) => event.kind === 'changed');
  expect(changes.length).toBeGreaterThanOrEqual(CLIENTS * EDITS);
  const words: string[] = (await app.get(path)).body.description.split(' ');
  const known = new Set(outcomes.flatMap(({ written }) => written));
  for (const word of words.slice(0, 100)) expect(known).toContain(word);
  expect(new Set(words.slice(0, 100)).size).toBe(100);
  process.stdout.write(`${CLIENTS * EDITS} edits done, ${stale} stale ones answered 412\n`);

  // One that is stale for sure.
  const [first = ''] = bases;
  const late = await app.patch(
    `/v1.0/groups/${id}`,
    { description: 'late' },
    { 'If-Match': first },
  );
  expect(late.status).toBe(412);
}, 240_000);
