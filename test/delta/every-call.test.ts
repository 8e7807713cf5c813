/** No change is ever kept from a client, whenever storage fails, and whenever the client asks. */
import { expect, test } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { addMembers } from '../../src/groups/members.ts';
import type { Context } from '../../src/membership/context.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { type Directory, draft } from '../support/directory.ts';
import { failingAtEveryCall, meetingAtEveryCall, type Story } from '../support/every-call.ts';
import { DeltaClient } from './delta-client.ts';
import { truthOf } from './truth.ts';

type Act = (context: Context, ids: Ids) => Promise<unknown>;

interface Ids {
  readonly user: string;
  readonly dynamic: string;
  readonly assigned: string;
}

const ACTS: Readonly<Record<string, Act>> = {
  'a user who changes groups': (context, { user }) => {
    const key = { name: 'id', value: user } as const;
    return changeObject(context, { kind: 'user', key, patch: { city: 'Kiel' } });
  },
  'another rule': (context, { dynamic }) =>
    changeGroup(context, dynamic, { rule: 'user.city -eq "Kiel"' }),
  'another name': (context, { assigned }) =>
    changeGroup(context, assigned, { resource: { displayName: 'Legal' } }),
  'a member by hand': (context, { assigned, user }) => addMembers(context, assigned, [user]),
  'a new group': (context) => createGroup(context, draft('user.city -eq "Bonn"')),
  'a deleted group': (context, { assigned }) => deleteGroup(context, assigned),
};

/** The client has read the directory before; `isNew`: it begins in the middle. */
async function telling(directory: Directory, act: Act, isNew: boolean): Promise<Story> {
  const user = await directory.user({ city: 'Bonn' });
  await directory.user({ city: 'Kiel' });
  const dynamic = await directory.group('user.city -eq "Bonn"');
  const assigned = await directory.group(null, { unified: true, mailEnabled: true });
  await directory.work();
  const groups = new DeltaClient('group');
  const users = new DeltaClient('user');
  const instance = directory.instance();
  const ask = async () => {
    await groups.round(instance);
    await users.round(instance);
  };
  // Twice, with time between: what was noted before is read no more.
  for (let times = 0; times < 2; times++) {
    directory.minutes += 30;
    if (!isNew) await ask();
  }
  directory.minutes += 30;
  return {
    directory,
    act: async () => {
      await act(directory.context, { user, dynamic, assigned });
      await directory.work();
    },
    meanwhile: ask,
    check: async () => {
      const dump = directory.memory.tables.dump('groups').filter(({ row }) => row === 'meta');
      const ids = dump.map(({ partition }) => partition);
      await ask();
      expect(groups.beliefs).toEqual(await truthOf(instance, 'group', ids));
      expect(users.beliefs.map(([id]) => id)).toHaveLength(2);
      expect(users.beliefs).toEqual(
        await truthOf(
          instance,
          'user',
          users.beliefs.map(([id]) => id),
        ),
      );
    },
  };
}

const CASES = Object.entries(ACTS).flatMap(([name, act]) =>
  [false, true].map((isNew) => [name, isNew, act] as const),
);

test.each(CASES)('%s, told although storage failed (new client: %s)', async (_, isNew, act) => {
  expect(await failingAtEveryCall((directory) => telling(directory, act, isNew))).toBeGreaterThan(
    5,
  );
});

test.each(CASES)(
  '%s, told although the client asked in the middle (new client: %s)',
  async (_, isNew, act) => {
    expect(await meetingAtEveryCall((directory) => telling(directory, act, isNew))).toBeGreaterThan(
      5,
    );
  },
);
