import { isFrozen } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { DueRow, StoredGroup } from '../ports/ports.ts';
import type { CompiledRule } from '../rules/compile-rule.ts';
import { Findings } from './log-entry.ts';
import { judgedObjectOf, scopeOf } from './object-change.ts';

/** A group as it was read, and the objects to be judged for it, read after it. */
export interface Case {
  readonly group: StoredGroup;
  /** The rule that decides; null where none does (assigned, paused, following other groups): only deletions count then. */
  readonly rule: CompiledRule | null;
  readonly rows: readonly ObjectRow[];
  readonly now: Date;
}

/**
 * What the members of a group should be for some objects, against what they are. Deleted objects go whatever the state.
 * While members are those of an older version, or a change is held, verdicts flip nothing; while a run is in progress or a
 * change is held they are remembered, and the newest wins (design.md invariants 3, 8, 9).
 */
export function judge(about: Case): {
  readonly findings: Findings;
  readonly due: readonly DueRow[];
} {
  const { group, rule, rows, now } = about;
  const findings = new Findings(rows);
  const due: DueRow[] = [];
  for (const row of rows) {
    if (row.deleted !== null) noteDeletion(findings, group, row.ordinal);
    if (row.deleted !== null || rule === null) continue;
    const object = scopeOf(row) === rule.scope ? judgedObjectOf(row) : null;
    const belongs = object !== null && rule.evaluate(object, now);
    noteVerdict(findings, group, { ordinal: row.ordinal, belongs });
    const instant = object !== null && rule.usesClock ? rule.nextChange(object, now) : null;
    if (instant !== null)
      due.push({ instant: instant.toISOString(), groupId: group.meta.id, ordinal: row.ordinal });
  }
  return { findings, due };
}

function noteDeletion(findings: Findings, group: StoredGroup, ordinal: number): void {
  if (group.members.has(ordinal)) {
    findings.removed.add(ordinal);
    findings.deleted.add(ordinal);
  } else if (isRemembering(group)) findings.notedOut.add(ordinal);
}

function noteVerdict(
  findings: Findings,
  group: StoredGroup,
  verdict: { readonly ordinal: number; readonly belongs: boolean },
): void {
  const { ordinal, belongs } = verdict;
  const { meta, members } = group;
  const flips = belongs !== members.has(ordinal) && !isFrozen(meta);
  if (flips) (belongs ? findings.added : findings.removed).add(ordinal);
  else if (isRemembering(group)) (belongs ? findings.notedIn : findings.notedOut).add(ordinal);
}

/** The commit of a run and the release of a hold let the newest verdict win. */
function isRemembering({ meta }: StoredGroup): boolean {
  return meta.run !== null || meta.hold !== null;
}
