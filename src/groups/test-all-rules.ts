/** The tests of all groups, run at night: people and groups change, and a rule that stays the same may then fail. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { settleAlerts } from '../membership/alerts.ts';
import type { Context } from '../membership/context.ts';
import { alertIdOf, type GroupAlert } from '../ports/alert-ports.ts';
import { RequestError } from '../util/errors.ts';
import { runTests } from './rule-tests.ts';

const PAGE = 1_000;

/** Runs them one group after the other; raises `ruleTestFailed` for a group that fails, and ends it for one that passes. */
export async function testAllRules(context: Context): Promise<void> {
  let after: string | null = null;
  do {
    const { items, next }: Awaited<ReturnType<Context['listing']['list']>> =
      await context.listing.list(PAGE, after);
    for (const meta of items) await testOne(context, meta);
    after = next ?? null;
  } while (after !== null);
}

async function testOne(context: Context, meta: GroupMeta): Promise<void> {
  const alert = alertOf(meta, context.clock.now());
  const failed = await failuresOf(context, meta);
  if (failed.length === 0) {
    await settleAlerts(context, { due: [], over: [alertIdOf(alert)] });
    return;
  }
  const text = `The rule fails ${failed.length} of the group's tests: ${failed.slice(0, 3).join(' ')}`;
  const subject = failed.join('\n').slice(0, 1_024);
  await settleAlerts(context, { due: [{ ...alert, subject, text }], over: [] });
}

async function failuresOf(context: Context, meta: GroupMeta): Promise<readonly string[]> {
  if (meta.ruleTests === undefined || meta.kind !== 'dynamic' || meta.deleted !== null) return [];
  try {
    const { results } = await runTests(context, meta.id, null);
    return results.filter(({ passed }) => passed === false).map(({ message }) => message);
  } catch (error) {
    // It was deleted meanwhile, or its rule can't be read, which its status says.
    if (error instanceof RequestError) return [];
    throw error;
  }
}

function alertOf({ id, resource }: GroupMeta, now: Date): GroupAlert {
  return {
    kind: 'ruleTestFailed',
    raised: now.toISOString(),
    groupId: id,
    displayName: resource.displayName,
    subject: '',
    text: '',
  };
}
