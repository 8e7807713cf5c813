/** What fails for good is marked; what is changed meanwhile is not, since it has yet to be tried. */
import { expect, test } from 'vitest';
import { listPoison } from '../../src/groups/poison.ts';
import { MOST_ATTEMPTS } from '../../src/membership/attempts.ts';
import type { Context } from '../../src/membership/context.ts';
import {
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
  poisonedRuns,
} from '../../src/membership/handle-messages.ts';
import { meetEverywhere } from './meetings.ts';
import type { Stage } from './stage.ts';

const IN_A = 'user.department -eq "A"';
const NOT_Y = '-not (user.city -startsWith "Y")';

/** As a message that is delivered again and again. */
async function tryOften(work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) await work().catch(() => {});
}

/** Once the sweeper was there. */
async function expectNothingMarked(stage: Stage): Promise<void> {
  await stage.sweep();
  expect(await listPoison(stage.context)).toEqual([]);
}

test('an object is changed while a failure of the change before is marked', async () => {
  const ways = [
    (context: Context, objects: readonly number[]) => poisonedChanges(context, { objects }),
    (context: Context, objects: readonly number[]) =>
      tryOften(() => handleChangesMessage(context, { objects })),
  ];
  for (const way of ways) {
    await meetEverywhere({
      prepare: async (stage) => {
        const user = await stage.user({ department: 'B' });
        const group = await stage.group(IN_A);
        await stage.sweep();
        await stage.change(user, { department: 'A' });
        stage.loseMessages();
        stage.world.broken = group;
        return { user, ordinal: await stage.ordinalOf(user) };
      },
      slow: (context, { ordinal }) => way(context, [ordinal]),
      meanwhile: async (stage, { user }) => {
        stage.world.broken = null;
        await stage.change(user, { department: null });
        stage.loseMessages();
      },
      afterwards: expectNothingMarked,
    });
  }
});

test('a group is edited while a failure of the rule before is marked', async () => {
  const ways = [
    (context: Context, groups: readonly string[]) => poisonedRuns(context, { groups }),
    (context: Context, groups: readonly string[]) =>
      tryOften(() => handleRunsMessage(context, { groups })),
  ];
  for (const rule of [IN_A, null]) {
    for (const way of ways) {
      await meetEverywhere({
        prepare: async (stage) => {
          const user = await stage.user({ department: 'A' });
          const group = await stage.group(rule);
          stage.loseMessages();
          stage.world.broken = group;
          return { user, group };
        },
        slow: (context, { group }) => way(context, [group]),
        meanwhile: async (stage, { user, group }) => {
          stage.world.broken = null;
          if (rule === null) await stage.add(group, user);
          else await stage.edit(group, { rule: NOT_Y });
          stage.loseMessages();
        },
        afterwards: expectNothingMarked,
      });
    }
  }
});
