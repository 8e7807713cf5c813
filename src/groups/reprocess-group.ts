import type { RunCause } from '../directory/hold.ts';
import type { Context } from '../membership/context.ts';
import { editGroup, wantRun } from '../membership/edit-group.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import { checkRule } from './check-rule.ts';
import { readGroup } from './read-group.ts';

const REPROCESS: RunCause = { kind: 'reprocess', importId: null };

/** Evaluates the group's rule over the whole directory again. Throws 404; 400 for an assigned or paused group, or a rule with faults. */
export async function reprocessGroup(context: Context, id: string): Promise<void> {
  const { value } = await readGroup(context, id);
  if (value.kind === 'assigned' || value.rule === null)
    throw badRequest('Only a group with a membership rule can be processed.');
  if (value.state === 'Paused')
    throw badRequest('Processing of this group is paused. Resume it first.');
  await checkRule(context, {
    id: value.id,
    rule: value.rule,
    unified: value.resource.unified,
    isNew: false,
    becomesDynamic: false,
  });
  await editGroup(context, value.id, ({ meta }) => {
    if (meta.deleted !== null) throw resourceNotFound(id);
    if (meta.kind !== 'dynamic' || meta.state === 'Paused') return null;
    const time = context.clock.now().toISOString();
    return {
      notes: [{ kind: 'reprocessed' }],
      meta:
        meta.error === null && meta.hold === null
          ? {
              ...meta,
              todoSince: meta.todoSince ?? time,
              cause: meta.cause ?? REPROCESS,
              run: null,
            }
          : wantRun(meta, { time, kind: meta.hold?.cause.kind ?? 'reprocess' }),
    };
  });
}
