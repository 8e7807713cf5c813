/** Clock rules: at its instant an object is looked at in exactly that group, whether or not anything about it changed. */

import type { DueRow, Stamped } from '../ports/ports.ts';
import { groupBy } from '../util/group-by.ts';
import type { Context } from './context.ts';
import { decidingRule } from './deciding-rule.ts';
import { Failures, willPass } from './failures.ts';
import { judge } from './judge.ts';
import { followSources } from './member-of.ts';
import { hearOfPauses } from './pausing.ts';
import { projectIfBehind } from './project-rule.ts';
import { writeVerdicts } from './write-verdicts.ts';

/** When an instant that could not be looked at comes again. */
const AGAIN_AFTER = 15 * 60_000;

/** Looks at every group and object whose instant has come. Throws at the end what failed, which comes again a while later. */
export async function lookAtDue(context: Context): Promise<void> {
  const failures = new Failures();
  for (;;) {
    const rows = await context.due.list(context.clock.now().toISOString());
    if (rows.length === 0) return failures.throwIfAny();
    await context.index.refresh();
    for (const some of groupBy(rows, ({ value }) => value.groupId).values()) {
      await hearOfPauses(context);
      await lookOrPutOff(context, some, failures);
    }
  }
}

/** A group and an object that fail hold back nobody else: together, then each object alone, then later. */
async function lookOrPutOff(
  context: Context,
  rows: readonly Stamped<DueRow>[],
  failures: Failures,
): Promise<void> {
  try {
    return await lookAtInstants(context, rows);
  } catch (error) {
    if (willPass(error)) throw error;
    const [only, ...others] = rows;
    if (only !== undefined && others.length === 0) {
      await failures.catching(() => Promise.reject(error));
      return putOff(context, only);
    }
  }
  for (const row of rows) await lookOrPutOff(context, [row], failures);
}

async function putOff(context: Context, row: Stamped<DueRow>): Promise<void> {
  const instant = new Date(context.clock.now().getTime() + AGAIN_AFTER).toISOString();
  await context.due.upsert([{ ...row.value, instant }]);
  await context.due.remove(row);
}

async function lookAtInstants(context: Context, rows: readonly Stamped<DueRow>[]): Promise<void> {
  while (!(await lookOnce(context, rows))) {
    // The group was written since it was read: read again.
  }
  for (const row of rows) await context.due.remove(row);
  await context.progress.note();
}

async function lookOnce(context: Context, due: readonly Stamped<DueRow>[]): Promise<boolean> {
  const groupId = due[0]?.value.groupId ?? '';
  const group = await context.groups.read(groupId);
  if (group === null) return true;
  const { meta } = group;
  const ordinals = [...new Set(due.map(({ value }) => value.ordinal))];
  const rows = (await Promise.all(ordinals.map((ordinal) => context.objects.read(ordinal)))).filter(
    (row) => row !== null,
  );
  const rule = decidingRule(context, meta);
  if (rule === null) return true;
  await projectIfBehind(context, meta);
  const { findings, due: next } = judge({ group, rule, rows, now: context.clock.now() });
  if (next.length > 0) await context.due.upsert(next);
  const cause = { kind: 'clock' } as const;
  if ((await writeVerdicts(context, group, { findings, rows, cause })) === null) return false;
  await followSources(context, new Set([groupId]), rows);
  return true;
}
