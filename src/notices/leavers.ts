import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { WelcomeKey } from '../ports/mail-ports.ts';

/** Who has left a group since: reads on in its log as it grows. */
export class Leavers {
  readonly #context: Context;
  readonly #left = new Map<number, number>();
  #examined: number;

  /** `after`: entries up to this one are of no concern. */
  constructor(context: Context, after: number) {
    this.#context = context;
    this.#examined = after;
  }

  /** Whether the membership has ended by the log of this `meta`. */
  async haveLeft({ id, seq }: GroupMeta, membership: WelcomeKey): Promise<boolean> {
    if (seq > this.#examined) {
      const span = { from: this.#examined + 1, through: seq };
      for (const entry of await this.#context.groups.readLogSpan(id, span))
        for (const ordinal of entry.removed.ordinals()) this.#left.set(ordinal, entry.seq);
      this.#examined = seq;
    }
    return (this.#left.get(membership.ordinal) ?? 0) > membership.seq;
  }
}
