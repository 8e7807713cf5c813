/**
 * A client that follows delta queries ends with exactly what there is: over random histories, on several instances whose
 * clocks differ, with storage failing between, and with the client going back to places where it was before.
 */
import { describe, expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { restoreGroup } from '../../src/groups/deleted-groups.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { type Context, createContext } from '../../src/membership/context.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { type Random, seeded } from '../simulation/random.ts';
import { Directory, draft } from '../support/directory.ts';
import { DeltaClient, type Place } from './delta-client.ts';
import { truthOf } from './truth.ts';

const CITIES = ['Bonn', 'Kiel', 'Oslo'];
const START = Date.parse('2026-11-21T12:00:00.000Z');

/** Clocks of instances go before and after the true time by so many seconds. */
const SKEWS = [-80, 0, 75];

class History {
  readonly directory = new Directory();
  readonly users: string[] = [];
  readonly groups: string[] = [];
  readonly #random: Random;
  readonly #instances: readonly Context[];

  constructor(seed: number) {
    this.#random = seeded(seed);
    this.#instances = SKEWS.map((seconds) => this.#instance(seconds));
  }

  #instance(seconds: number): Context {
    const clock = {
      now: () => new Date(START + this.directory.minutes * 60_000 + seconds * 1_000),
    };
    const stores = this.directory.memory.secondInstance();
    return createContext(stores, clock, { guid: () => this.directory.guid() });
  }

  get anyone(): Context {
    return this.#random.pick(this.#instances);
  }

  /** Something happens, or is tried; storage may fail in the middle. */
  async step(): Promise<void> {
    const { hooks } = this.directory;
    const when = this.#random.pick(['before', 'after'] as const);
    let left = this.#random.chance(0.25) ? this.#random.below(12) : Number.POSITIVE_INFINITY;
    hooks[when] = () => {
      if (left-- === 0)
        throw new StorageError({ operation: 'reach', name: 'storage' }, 'No answer');
    };
    await this.#act(this.anyone).catch(() => undefined);
    delete hooks[when];
    if (this.#random.chance(0.3)) this.directory.minutes += this.#random.pick([0.2, 1, 4, 13]);
  }

  #act(context: Context): Promise<unknown> {
    const random = this.#random;
    const [user, group] = [this.users, this.groups].map((ids) =>
      ids.length === 0 ? '' : random.pick(ids),
    );
    const city = random.pick(CITIES);
    const rule = `user.city -eq "${city}"`;
    const key = { name: 'id', value: user ?? '' } as const;
    const acts: readonly (() => Promise<unknown>)[] = [
      () => this.#createUser(context, city),
      () => changeObject(context, { kind: 'user', key, patch: { city } }),
      () => changeObject(context, { kind: 'user', key, patch: { city } }),
      () => changeObject(context, { kind: 'user', key, patch: { city, employeeType: city } }),
      () => this.#createGroup(context, random.chance(0.6) ? rule : null),
      () => changeGroup(context, group ?? '', { rule }),
      () => changeGroup(context, group ?? '', { resource: { displayName: city } }),
      () => changeGroup(context, group ?? '', { state: random.pick(['On', 'Paused'] as const) }),
      () => addMembers(context, group ?? '', [user ?? '']),
      () => removeMember(context, group ?? '', user ?? ''),
      () => (random.chance(0.3) ? deleteObject(context, 'user', key) : Promise.resolve()),
      () => (random.chance(0.3) ? deleteGroup(context, group ?? '') : Promise.resolve()),
      () => restoreGroup(context, group ?? ''),
      () => this.directory.work(context),
      () => this.directory.work(context),
    ];
    return random.pick(acts)();
  }

  async #createUser(context: Context, city: string): Promise<void> {
    const id = this.directory.guid();
    this.users.push(id);
    const attributes = { userPrincipalName: `${id}@contoso.com`, displayName: id, city };
    await createObject(context, { kind: 'user', id, attributes });
  }

  async #createGroup(context: Context, rule: string | null): Promise<void> {
    const unified = this.#random.chance(0.5);
    const mailNickname = this.directory.guid();
    const made = await createGroup(
      context,
      draft(rule, { unified, mailEnabled: unified, mailNickname }),
    );
    this.groups.push(made.value.id);
  }

  /** Everything that was announced is done. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      this.directory.minutes += 12;
      const context = this.anyone;
      await sweepGroups(context);
      await sweepObjects(context);
      await this.directory.work(context);
    }
  }
}

/** Groups of which a creation was interrupted have ids that nobody was told. */
async function everyGroup({ directory }: History): Promise<readonly string[]> {
  const rows = directory.memory.tables.dump('groups').filter(({ row }) => row === 'meta');
  return rows.map(({ partition }) => partition);
}

async function follow(seed: number): Promise<void> {
  const history = new History(seed);
  const random = seeded(seed + 1);
  const kinds = ['group', 'user'] as const;
  const clients = kinds.map((kind) => ({
    kind,
    client: new DeltaClient(kind),
    places: [] as Place[],
  }));
  for (let step = 0; step < 60; step++) {
    await history.step();
    for (const { client, places } of clients) {
      if (!random.chance(0.4)) continue;
      if (places.length > 0 && random.chance(0.15)) client.goBack(random.pick(places));
      places.push(client.place);
      await client.read(history.anyone);
    }
  }
  await history.settle();
  for (const { kind, client } of clients) {
    await client.round(history.anyone);
    await client.round(history.anyone);
    const ids = kind === 'group' ? await everyGroup(history) : history.users;
    expect(client.beliefs).toEqual(await truthOf(history.anyone, kind, ids));
  }
}

describe('a client that follows deltaLinks ends with exactly what there is', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  test.each(seeds)('in history %i', (seed) => follow(seed));
});
