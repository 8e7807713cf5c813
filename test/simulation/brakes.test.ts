/**
 * Brakes met by everything else at each of their calls, and failing at each. Afterwards, once every hold is released and
 * every pause ended, members are what the rule says; before that no deleted object is in any group.
 */
import { describe, expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { setGuard } from '../../src/groups/guards.ts';
import { listHolds, reject, release } from '../../src/groups/holds.ts';
import { handleChangesMessage } from '../../src/membership/handle-messages.ts';
import {
  exceptFromPauseAll,
  pauseAll,
  readPauseAll,
  resumeAll,
} from '../../src/membership/pause-all.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { Directory, draft } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall, settle } from '../support/every-call.ts';

const PEOPLE = 6;

/** Six people in A, their group, which lets go of one an hour, and a group that follows it. */
class Company {
  readonly directory: Directory;
  readonly users: string[] = [];
  group = '';
  follower = '';

  constructor(directory: Directory) {
    this.directory = directory;
  }

  async found(): Promise<this> {
    const { directory } = this;
    for (let made = 0; made < PEOPLE; made++)
      this.users.push(await directory.user({ department: 'A', city: made < 4 ? 'A' : 'B' }));
    this.group = await directory.group(departmentIs('A'));
    this.follower = await directory.group(
      `user.memberOf -any (group.objectId -in ['${this.group}'])`,
    );
    await directory.work();
    const removals = { share: null, count: 1 };
    const guard = { minimumSize: 0, additions: { share: null, count: null }, removals };
    await setGuard(directory.context, this.group, guard);
    await directory.work();
    return this;
  }

  async moves(at: number, department: string): Promise<void> {
    const key = { name: 'id', value: this.users[at] ?? '' } as const;
    await changeObject(this.directory.context, { kind: 'user', key, patch: { department } });
    await this.directory.work();
  }

  async leaves(at: number): Promise<void> {
    const key = { name: 'id', value: this.users[at] ?? '' } as const;
    await deleteObject(this.directory.context, 'user', key);
    await this.directory.work();
  }

  async edits(rule: string): Promise<void> {
    await changeGroup(this.directory.context, this.group, { rule });
    await this.directory.work();
  }

  async sets(state: 'On' | 'Paused'): Promise<void> {
    await changeGroup(this.directory.context, this.group, { state });
    await this.directory.work();
  }

  async releases(): Promise<void> {
    const [hold] = await listHolds(this.directory.context, 'held');
    if (hold === undefined) return;
    await release(this.directory.context, hold.id, { diffHash: hold.diffHash, note: null });
    await this.directory.work();
  }

  async rejects(): Promise<void> {
    const [hold] = await listHolds(this.directory.context, 'held');
    if (hold !== undefined) await reject(this.directory.context, hold.id, null);
    await this.directory.work();
  }

  async pausesAll(): Promise<void> {
    await pauseAll(this.directory.context, { reason: 'test', exceptions: [] });
  }

  async resumesAll(): Promise<void> {
    await resumeAll(this.directory.context);
    await this.directory.work();
  }

  /** As it was left; then with every brake taken off. */
  async check(): Promise<void> {
    await this.#expectNobodyDeleted();
    for (const { groupId } of await listHolds(this.directory.context, 'held'))
      expect(groupId).toBe(this.group);
    if ((await readPauseAll(this.directory.context)) !== null) await this.resumesAll();
    await this.sets('On');
    await settle(this.directory);
    for (let held = 0; held < 3; held++) await this.releases();
    await settle(this.directory);
    await this.#expectNobodyDeleted();
    expect(await listHolds(this.directory.context, 'held')).toEqual([]);
    const members = [...(await this.directory.members(this.group))].sort();
    expect(members).toEqual(await this.#selected());
    expect([...(await this.directory.members(this.follower))].sort()).toEqual(members);
  }

  async #rows() {
    const rows = await Promise.all(
      this.users.map(async (id) => {
        const claim = await this.directory.context.lookups.read('id', id);
        return this.directory.context.objects.read(claim?.value ?? -1);
      }),
    );
    return rows.filter((row) => row !== null && row.deleted === null);
  }

  async #selected(): Promise<readonly string[]> {
    const rule = (await this.directory.context.groups.readMeta(this.group))?.value.rule ?? '';
    const [, property = '', value] = /user\.(\w+) -eq "(\w+)"/.exec(rule) ?? [];
    const rows = await this.#rows();
    return rows
      .filter((row) => row?.attributes[property] === value)
      .map((row) => row?.id ?? '')
      .sort();
  }

  async #expectNobodyDeleted(): Promise<void> {
    const living = new Set((await this.#rows()).map((row) => row?.id));
    for (const group of [this.group, this.follower])
      for (const id of await this.directory.members(group)) expect(living).toContain(id);
  }
}

function departmentIs(value: string): string {
  return `user.department -eq "${value}"`;
}

const CITY = 'user.city -eq "A"';

type Act = (company: Company) => Promise<unknown>;

/** Looks at objects only: what is asked of groups is lost. */
async function lookAtObjectsOnly(directory: Directory): Promise<void> {
  await directory.memory.queues.drain((queue, message) =>
    queue === 'membership-changes'
      ? handleChangesMessage(directory.context, message)
      : Promise.resolve(),
  );
}

describe('somebody who was to go while all groups were paused, and is deleted as soon as one goes on', () => {
  const key = (company: Company) => ({ name: 'id', value: company.users[1] ?? '' }) as const;

  test.each([
    [
      'as an exception',
      (company: Company) => exceptFromPauseAll(company.directory.context, company.group),
    ],
    ['with all others', (company: Company) => resumeAll(company.directory.context)],
  ])('%s, is gone also when it is paused again before anybody looked at it', async (_how, goOn) => {
    const directory = new Directory();
    const company = await new Company(directory).found();
    await company.pausesAll();
    await company.moves(1, 'B');
    await goOn(company);
    await directory.memory.queues.drain(() => Promise.resolve());
    await deleteObject(directory.context, 'user', key(company));
    await lookAtObjectsOnly(directory);
    await company.sets('Paused');
    expect(await directory.members(company.group)).not.toContain(company.users[1]);
  });
});

/** What is begun, and what has to have happened before. */
const BRAKES: readonly (readonly [string, Act | null, Act])[] = [
  ['a rule edit that is held', null, (company) => company.edits(CITY)],
  [
    'single changes that are held',
    (company) => company.moves(0, 'B'),
    (company) => company.moves(1, 'B'),
  ],
  ['a release', (company) => company.edits(CITY), (company) => company.releases()],
  ['a rejection', (company) => company.edits(CITY), (company) => company.rejects()],
  [
    'the release of single changes',
    async (company) => {
      await company.moves(0, 'B');
      await company.moves(1, 'B');
    },
    (company) => company.releases(),
  ],
  [
    'the rejection of single changes',
    async (company) => {
      await company.moves(0, 'B');
      await company.moves(1, 'B');
    },
    (company) => company.rejects(),
  ],
  ['the pause of all groups', null, (company) => company.pausesAll()],
  [
    'the end of the pause of all',
    (company) => company.pausesAll(),
    (company) => company.resumesAll(),
  ],
  [
    'an exception to the pause of all',
    (company) => company.pausesAll(),
    (company) => company.sets('On'),
  ],
];

const OTHERS: readonly (readonly [string, Act])[] = [
  ['somebody moves away', (company) => company.moves(2, 'B')],
  [
    'somebody moves away and is deleted',
    async (company) => {
      await company.moves(1, 'B');
      await company.leaves(1);
    },
  ],
  ['another rule is saved', (company) => company.edits(departmentIs('B'))],
  ['the group is paused', (company) => company.sets('Paused')],
  [
    'the group is paused and resumed',
    async (company) => {
      await company.sets('Paused');
      await company.moves(3, 'B');
      await company.sets('On');
    },
  ],
  [
    'all groups are paused, somebody moves, all are resumed',
    async (company) => {
      await company.pausesAll();
      await company.moves(3, 'B');
      await company.resumesAll();
    },
  ],
  ['a hold is released', (company) => company.releases()],
  ['a hold is rejected', (company) => company.rejects()],
  [
    'a group is made',
    (company) => createGroup(company.directory.context, draft(departmentIs('A'))),
  ],
];

describe.each(BRAKES)('%s', (_name, before, act) => {
  const tell = (other?: Act) => async (directory: Directory) => {
    const company = await new Company(directory).found();
    await before?.(company);
    return {
      directory,
      act: () => act(company),
      meanwhile: () => other?.(company) ?? Promise.resolve(),
      check: () => company.check(),
    };
  };

  test('that fails at any call ends right', async () => {
    await failingAtEveryCall(tell());
  });

  test.each(OTHERS)('while %s', async (_other, other) => {
    await meetingAtEveryCall(tell(other));
  });
});
