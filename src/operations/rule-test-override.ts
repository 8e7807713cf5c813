/** `X-Muster-Override: ruleTests`: a rule is saved although it fails tests of the group, for a reason that is kept. */
import type { GroupChange } from '../groups/change-group.ts';
import { readNote } from '../http/note.ts';
import { badRequest } from '../util/errors.ts';
import type { Call } from './operation.ts';

/** The note may stand in the body instead. Throws 400 for an override of something else, and for one without a note. */
export function overrideIn(
  { request }: Call,
  said: string | null = null,
): Pick<GroupChange, 'testsOverridden'> {
  const override = request.headers.get('x-muster-override')?.trim();
  if (override === undefined) return {};
  if (override.toLowerCase() !== 'ruletests')
    throw badRequest(
      `X-Muster-Override: '${override.slice(0, 64)}' is nothing that can be overridden; ruleTests is.`,
    );
  const note = said ?? readNote(request);
  if (note === null) throw badRequest('X-Muster-Override needs a reason in X-Muster-Note.');
  return { testsOverridden: note };
}
