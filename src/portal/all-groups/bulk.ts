/** One command for several groups: each by its own request, a few at a time, so that one failure stops no other. */
import { send } from '../data/client.ts';
import type { GroupOverview } from '../data/group.ts';

export type BulkCommand = 'pause' | 'resume' | 'reprocess';

/** Groups the command is for; the others have no rule, or are as it would leave them. */
export function concerned(
  command: BulkCommand,
  groups: readonly GroupOverview[],
): readonly GroupOverview[] {
  const wanted = command === 'resume' ? 'Paused' : 'On';
  return groups.filter((group) => group.membershipRuleProcessingState === wanted);
}

export interface BulkOutcome {
  readonly done: number;
  readonly failures: readonly { readonly group: GroupOverview; readonly error: Error }[];
}

const AT_ONCE = 4;

/** `onProgress` is told after each group. Never rejects for a group that failed. */
export async function runBulk(
  command: BulkCommand,
  groups: readonly GroupOverview[],
  onProgress: (outcome: BulkOutcome) => void,
): Promise<BulkOutcome> {
  const waiting = [...groups];
  let outcome: BulkOutcome = { done: 0, failures: [] };
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const failed = await attempt(command, group);
      outcome =
        failed === null
          ? { ...outcome, done: outcome.done + 1 }
          : { ...outcome, failures: [...outcome.failures, { group, error: failed }] };
      onProgress(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

async function attempt(command: BulkCommand, { id }: GroupOverview): Promise<Error | null> {
  try {
    await request(command, id);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function request(command: BulkCommand, id: string): Promise<unknown> {
  switch (command) {
    case 'pause':
    case 'resume': {
      const state = command === 'pause' ? 'Paused' : 'On';
      const body = { membershipRuleProcessingState: state };
      return send(`/v1.0/groups/${id}`, { method: 'PATCH', body });
    }
    case 'reprocess':
      return send(`/muster/v1/groups/${id}/reprocess`, { method: 'POST' });
  }
}
