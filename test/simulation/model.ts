/** What a careful client knows: every change that was acknowledged to it, and nothing of how it is stored. */
import type { AttributePatch, Attributes } from '../../src/directory/attributes.ts';
import { expectSame, type Found, living } from './check-world.ts';

export interface KnownGroup {
  kind: 'assigned' | 'dynamic';
  rule: string | null;
  state: 'On' | 'Paused';
  exists: boolean;
  /** Object ids of the members of an assigned group, or of one in which a change is held. */
  members: readonly string[];
  /** Whether a change waits for a decision. */
  isHeld?: boolean;
}

export class Model {
  readonly objects = new Map<string, Attributes>();
  readonly groups = new Map<string, KnownGroup>();

  /** A copy, to begin another run from. */
  copy(): Model {
    const copy = new Model();
    for (const [id, attributes] of this.objects) copy.objects.set(id, attributes);
    for (const [id, group] of this.groups) copy.groups.set(id, { ...group });
    return copy;
  }

  change(id: string, patch: AttributePatch): void {
    const after = Object.entries({ ...this.objects.get(id), ...patch });
    this.objects.set(id, Object.fromEntries(after.filter(([, value]) => value !== null)));
  }

  changeGroup(id: string, change: Partial<KnownGroup>): void {
    const group = this.groups.get(id);
    if (group !== undefined) Object.assign(group, change);
  }

  /** Throws when something that was acknowledged does not show. */
  check(found: Found): void {
    const objects = living(found.rows).filter(({ kind }) => kind !== 'group');
    expectSame(objects.map(({ id }) => id).sort(), [...this.objects.keys()].sort(), 'The objects');
    for (const { id, attributes } of objects)
      expectSame(sorted(attributes), sorted(this.objects.get(id)), `Object ${id}`);
    for (const [id, group] of this.groups) this.#checkGroup(id, group, found);
  }

  #checkGroup(id: string, known: KnownGroup, { rows, groups }: Found): void {
    const stored = groups.get(id);
    expectSame(stored !== undefined && stored.meta.deleted === null, known.exists, `Group ${id}`);
    if (stored === undefined || !known.exists) return;
    const { kind, rule, state } = stored.meta;
    expectSame([kind, rule, state], [known.kind, known.rule, known.state], `Group ${id}`);
    expectSame(stored.meta.hold !== null, known.isHeld === true, `Whether ${id} is held`);
    if (kind === 'dynamic' && known.isHeld !== true) return;
    const ids = living(rows).map((row) => (stored.members.has(row.ordinal) ? row.id : ''));
    const wanted = known.members.filter((member) => this.#isThere(member));
    expectSame(ids.filter((member) => member !== '').sort(), wanted.sort(), `Members of ${id}`);
  }

  #isThere(id: string): boolean {
    return this.objects.has(id) || this.groups.get(id)?.exists === true;
  }
}

function sorted(attributes: Attributes | undefined): readonly unknown[] {
  return Object.entries(attributes ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}
