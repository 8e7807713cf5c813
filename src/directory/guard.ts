/**
 * The brake on mass changes (design.md invariant 9): how much of a group may change at once before somebody is asked.
 * Additions and removals are limited apart, each by a share of the members and by a count.
 */

/** A limit that is null does not limit. */
export interface GuardLimit {
  /** Percent of the members before the change. */
  readonly share: number | null;
  /** Members. */
  readonly count: number | null;
}

export interface Guard {
  /** Groups with fewer members before the change are not guarded. */
  readonly minimumSize: number;
  readonly additions: GuardLimit;
  readonly removals: GuardLimit;
}

/** What an administrator set for all groups. */
export interface TenantGuard {
  /** Guards every change of every group; null: only groups with a guard of their own. */
  readonly changes: Guard | null;
  /** Guards what an import changes; null: imports are not guarded. */
  readonly imports: Guard | null;
  /** An import that blanks a property of more than this percent of the objects that had it is held; null: never. */
  readonly blankedShare: number | null;
}

/** Nobody is surprised at install: only imports are guarded. */
export const DEFAULT_TENANT_GUARD: TenantGuard = {
  changes: null,
  imports: {
    minimumSize: 200,
    additions: { share: 30, count: 20_000 },
    removals: { share: 30, count: 20_000 },
  },
  blankedShare: 30,
};

/** How much a change would do to a group. */
export interface ChangeSize {
  /** Members before it. */
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
}

/**
 * A limit that a change is over. Names: `additionsCount`, `removalsShare` …; `blanked:` and a property for the breaker;
 * `minimumSize` and `maximumSize` of the group's rule tests.
 */
export interface Breach {
  readonly name: string;
  readonly limit: number;
  readonly actual: number;
}

/** A limit that applies to a change, and whether the change is over it. */
export interface Limit extends Breach {
  readonly breached: boolean;
}

/** The limits that a change is over, each once: the strictest where several guards speak. Empty: it may be done. */
export function breachesOf(guards: readonly Guard[], change: ChangeSize): readonly Breach[] {
  return limitsOf(guards, change)
    .filter(({ breached }) => breached)
    .map(({ name, limit, actual }) => ({ name, limit, actual }));
}

/** The limits that apply to a change, each once: the strictest where several guards speak. */
export function limitsOf(guards: readonly Guard[], change: ChangeSize): readonly Limit[] {
  const strictest = new Map<string, Limit>();
  for (const guard of guards) {
    if (change.before < guard.minimumSize) continue;
    for (const one of limitsOfOne(guard, change)) {
      const known = strictest.get(one.name);
      if (known === undefined || one.limit < known.limit) strictest.set(one.name, one);
    }
  }
  return [...strictest.values()];
}

function limitsOfOne(guard: Guard, change: ChangeSize): readonly Limit[] {
  const limits: Limit[] = [];
  const add = (name: string, limit: number | null, actual: number) => {
    if (limit !== null) limits.push({ name, limit, actual, breached: actual > limit });
  };
  for (const direction of ['additions', 'removals'] as const) {
    const { count, share } = guard[direction];
    const actual = change[direction];
    add(`${direction}Count`, count, actual);
    add(`${direction}Share`, share, percentOf(actual, change.before));
  }
  return limits;
}

/** Percent with two decimals; of nothing, anything is all of it. */
function percentOf(part: number, whole: number): number {
  if (part === 0) return 0;
  return whole === 0 ? 100 : Math.round((part / whole) * 10_000) / 100;
}
