/**
 * A worker process killed again and again while it evaluates groups and takes in changes. What was acknowledged must show,
 * what was not may show or not, and after the next start members are those of predicates written by hand.
 */
import { expect } from 'vitest';
import { isolatedStorage } from '../support/azurite.ts';
import { inLanes } from '../support/in-lanes.ts';
import {
  drawPerson,
  type Person,
  PLAIN_RULES,
  type PlainRule,
  propertiesOf,
} from '../support/plain-people.ts';
import { until } from '../support/until.ts';
import { startWorker, type WorkerProcess } from '../support/worker-process.ts';
import { type Outstanding, StorageView } from './storage-view.ts';

const PEOPLE = 300;
const GROUPS = 10;
const CHANGES_A_ROUND = 60;
const EDITS_A_ROUND = 6;
const MOST_TRIES = 10;

/** A value as far as it is known: what was acknowledged last, and what was asked for since without an answer. */
interface Known<T> {
  value: T;
  asked: readonly T[];
}

interface KnownUser extends Known<Person | null> {
  readonly id: string;
}

interface KnownGroup extends Known<PlainRule> {
  readonly id: string;
}

/** What one kill interrupted. */
export interface Round {
  readonly interrupted: Outstanding;
  readonly unanswered: number;
}

export class KillRounds {
  readonly #connection = isolatedStorage();
  readonly #storage = new StorageView(this.#connection);
  readonly #draw: (below: number) => number;
  readonly #users: KnownUser[] = [];
  /** Those who were asked to change and not looked up since. */
  readonly #touched: KnownUser[] = [];
  readonly #groups: KnownGroup[] = [];
  #follower = '';
  #minutes = 0;
  #worker: WorkerProcess | null = null;

  constructor(draw: (below: number) => number) {
    this.#draw = draw;
  }

  /** People, groups of all kinds of rules, and one that follows two of them; until all is quiet. */
  async begin(): Promise<void> {
    const worker = await this.#start();
    const numbers = Array.from({ length: PEOPLE }, (_, made) => made);
    await inLanes(numbers, 8, async (made) => {
      const person = drawPerson(this.#draw);
      const { body } = await worker.post('/v1.0/users', newUser(made, person));
      this.#users.push({ id: body.id, value: person, asked: [] });
    });
    for (const plain of PLAIN_RULES.slice(0, GROUPS)) {
      const { body } = await worker.post('/v1.0/groups', newGroup(plain.rule));
      this.#groups.push({ id: body.id, value: plain, asked: [] });
    }
    const [first, second] = this.#groups;
    const rule = `user.memberOf -any (group.objectId -in ["${first?.id}","${second?.id}"])`;
    this.#follower = (await worker.post('/v1.0/groups', newGroup(rule))).body.id;
    await this.#expectTrue(worker);
  }

  /** One kill and what comes after it: `during` a run, many changes, or both at once. */
  async round(during: 'run' | 'changes' | 'both'): Promise<Round> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const worker = this.#worker ?? (await this.#start());
      const work = [
        ...(during === 'changes' ? [] : this.#editRules(worker)),
        ...(during === 'run' ? [] : this.#changePeople(worker)),
      ];
      const caught = await this.#killInTheMiddle(worker, during);
      const answers = await Promise.all(work);
      const interrupted = await this.#storage.outstanding();
      await this.#expectTrue(await this.#start());
      if (caught && isInterrupted(interrupted, during))
        return { interrupted, unanswered: answers.filter((answered) => !answered).length };
    }
    throw new Error(`${MOST_TRIES} kills came too late.`);
  }

  async end(): Promise<void> {
    await this.#worker?.kill();
  }

  /** Each start is two minutes on: to the sweeper, what stood at the kill is old enough to be looked at. */
  async #start(): Promise<WorkerProcess> {
    this.#minutes += 2;
    const environment = { MUSTER_CLOCK_OFFSET_MINUTES: String(this.#minutes) };
    this.#worker = await startWorker(this.#connection, environment);
    return this.#worker;
  }

  async #killInTheMiddle(worker: WorkerProcess, during: string): Promise<boolean> {
    const moments = this.#draw(3);
    let seen = 0;
    const inTime = await until(
      () => this.#storage.outstanding(),
      (outstanding) => isInterrupted(outstanding, during) && seen++ >= moments,
      5,
    ).then(
      () => true,
      () => false,
    );
    await worker.kill();
    this.#worker = null;
    return inTime;
  }

  #editRules(worker: WorkerProcess): readonly Promise<boolean>[] {
    return this.#some(this.#groups, EDITS_A_ROUND).map((group) => {
      const next = PLAIN_RULES[this.#draw(PLAIN_RULES.length)] as PlainRule;
      return ask(group, next, () =>
        worker.patch(`/v1.0/groups/${group.id}`, { membershipRule: next.rule }),
      );
    });
  }

  #changePeople(worker: WorkerProcess): readonly Promise<boolean>[] {
    const living = this.#users.filter(({ value }) => value !== null);
    return this.#some(living, CHANGES_A_ROUND).map((user) => {
      this.#touched.push(user);
      const path = `/v1.0/users/${user.id}`;
      if (this.#draw(20) === 0) return ask(user, null, () => worker.delete(path));
      const next = drawPerson(this.#draw);
      return ask(user, next, () => worker.patch(path, propertiesOf(next)));
    });
  }

  #some<T>(items: readonly T[], count: number): readonly T[] {
    const rest = [...items];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(this.#draw(rest.length), 1),
    ).flat();
  }

  /** Once all is quiet: every acknowledged change shows, status is not stuck, members are what the predicates say. */
  async #expectTrue(worker: WorkerProcess): Promise<void> {
    await until(
      async () => {
        await Promise.all(['sweepGroups', 'sweepObjects'].map((timer) => worker.fire(timer)));
        return this.#storage.outstanding();
      },
      ({ pending, running, intents }) => pending + running + intents === 0,
      60,
    );
    await inLanes(this.#touched.splice(0), 8, (user) => settleUser(worker, user));
    for (const group of this.#groups) await settleGroup(worker, group);
    const expected = this.#groups.map(({ value }) => this.#belonging(value));
    for (const [at, { id, value }] of this.#groups.entries())
      expect(await members(worker, id), value.rule).toEqual(expected[at]);
    const both = [...new Set([...(expected[0] ?? []), ...(expected[1] ?? [])])].sort();
    expect(await members(worker, this.#follower), 'memberOf').toEqual(both);
    for (const group of await worker.all('/muster/v1/groups'))
      expect(group.displayStatus, group.id).toBe('Update complete');
  }

  #belonging({ belongs }: PlainRule): readonly string[] {
    return this.#users
      .filter(({ value }) => value !== null && belongs(value))
      .map(({ id }) => id)
      .sort();
  }
}

function isInterrupted(outstanding: Outstanding, during: string): boolean {
  const { running, intents } = outstanding;
  return (during === 'changes' || running > 0) && (during === 'run' || intents > 0);
}

/** Whether it was acknowledged; any other answer than success is a failure of the test. */
async function ask<T>(
  known: Known<T>,
  next: T,
  request: () => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<boolean> {
  known.asked = [next];
  const answer = await request().catch(() => null);
  if (answer === null) return false;
  expect(answer.status, JSON.stringify(answer.body)).toBe(204);
  known.value = next;
  known.asked = [];
  return true;
}

/** What is there is what was acknowledged, or what was asked for without an answer; from now on it is known. */
function settle<T>(known: Known<T>, id: string, isThere: (value: T) => boolean): void {
  const found = [known.value, ...known.asked].filter(isThere);
  expect(found.length, `${id} shows neither what was acknowledged nor what was asked`).not.toBe(0);
  known.value = found[0] as T;
  known.asked = [];
}

async function settleUser(worker: WorkerProcess, user: KnownUser): Promise<void> {
  const { status, body } = await worker.get(`/v1.0/users/${user.id}?$select=${SELECTED}`);
  const there = status === 404 ? null : JSON.stringify(shown(body));
  settle(user, user.id, (person) =>
    person === null ? there === null : there === JSON.stringify(shown(propertiesOf(person))),
  );
}

async function settleGroup(worker: WorkerProcess, group: KnownGroup): Promise<void> {
  const { body } = await worker.get(`/v1.0/groups/${group.id}?$select=membershipRule`);
  settle(group, group.id, ({ rule }) => rule === body.membershipRule);
}

const SELECTED =
  'department,city,jobTitle,accountEnabled,onPremisesExtensionAttributes,proxyAddresses';

/** A user's properties in one order, whether read or asked for. */
function shown(properties: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { onPremisesExtensionAttributes: nested, ...rest } = properties;
  const costCenter = (nested as { extensionAttribute1?: unknown } | null)?.extensionAttribute1;
  const { department, city, jobTitle, accountEnabled, proxyAddresses } = rest;
  const values = [department, city, jobTitle, accountEnabled, costCenter, proxyAddresses];
  return values.map((value) => value ?? null);
}

async function members(worker: WorkerProcess, group: string): Promise<readonly string[]> {
  const items = await worker.all(`/v1.0/groups/${group}/members?$select=id&$top=999`);
  return items.map(({ id }) => id).sort();
}

function newUser(made: number, person: Person): Readonly<Record<string, unknown>> {
  const name = `person${made}`;
  return {
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@contoso.com`,
    passwordProfile: { password: 'Not-kept-1' },
    ...Object.fromEntries(
      Object.entries(propertiesOf(person)).filter(([, value]) => value !== null),
    ),
  };
}

function newGroup(rule: string): Readonly<Record<string, unknown>> {
  return {
    displayName: rule.slice(0, 100),
    mailNickname: 'group',
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  };
}
