/** Applies references to objects: managers, members of assigned groups, owners of groups. Repeating it does no harm. */
import type { Owner } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { addImported } from '../groups/members.ts';
import { addImportedOwners } from '../groups/owners.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { recordChanges, type Step } from '../membership/record-batch.ts';
import { editObject } from '../objects/change-object.ts';
import type { PendingReference } from '../ports/import-ports.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { servicePrincipalOf } from './import-line.ts';
import { ROWS_AT_ONCE, withManager } from './plan-objects.ts';
import { type Referenced, resolveReferences } from './resolve-references.ts';

const ONE_BY_ONE_AT_ONCE = 16;

export interface ReferencesOutcome {
  /** Lines of which something was changed. */
  readonly changed: ReadonlySet<number>;
  /** What leads nowhere yet. */
  readonly missing: readonly PendingReference[];
  readonly errors: readonly { readonly line: number; readonly error: unknown }[];
}

/** Applies what leads somewhere. The objects carry the mark of the import. Throws what is no fault of a line. */
export async function applyReferences(
  context: Context,
  importId: string,
  references: readonly PendingReference[],
): Promise<ReferencesOutcome> {
  const found = new Map([
    ...(await resolveReferences(
      context,
      references.filter(({ target }) => target !== 'members').flatMap(named),
    )),
    ...(await resolveReferences(
      context,
      references.filter(({ target }) => target === 'members').flatMap(named),
      true,
    )),
  ]);
  const work = new References(context, importId, found);
  for (const one of references) {
    if (one.target === 'members') await work.addMembers(one);
    if (one.target === 'owners') await work.addOwners(one);
  }
  await work.setManagers(references.filter(({ target }) => target === 'manager'));
  return work;
}

function named({ references }: PendingReference): readonly string[] {
  return references;
}

/** What is said of a reference that leads nowhere at the end. */
export function referenceNotFound({ target, references }: PendingReference): RequestError {
  const shown = references.slice(0, 3).map((one) => one.slice(0, 64));
  const more = references.length > 3 ? ` and ${references.length - 3} more` : '';
  const message =
    target === 'manager'
      ? `The manager ${shown.join(', ')} does not exist.`
      : `These ${target} do not exist: ${shown.join(', ')}${more}.`;
  const details = [{ code: 'ReferenceNotFound', target, message }];
  return new RequestError({ status: 400, code: 'ReferenceNotFound', message, details });
}

class References implements ReferencesOutcome {
  readonly changed = new Set<number>();
  readonly missing: PendingReference[] = [];
  readonly errors: { line: number; error: unknown }[] = [];
  readonly #context: Context;
  readonly #importId: string;
  readonly #found: ReadonlyMap<string, Referenced>;

  constructor(context: Context, importId: string, found: ReadonlyMap<string, Referenced>) {
    this.#context = context;
    this.#importId = importId;
    this.#found = found;
  }

  /** Those who are there become members; the others stay missing. */
  async addMembers(about: PendingReference): Promise<void> {
    const { line, id, references } = about;
    const rows = new Map<number, Referenced>();
    const others: string[] = [];
    for (const reference of references) {
      const row = this.#found.get(reference.toLowerCase());
      if (row === undefined) others.push(reference);
      else rows.set(row.ordinal, row);
    }
    await this.#attempt(line, async () => {
      const imported = { rows: [...rows.values()], importId: this.#importId };
      const added = rows.size > 0 && (await addImported(this.#context, id, imported));
      if (added) this.changed.add(line);
      if (others.length > 0)
        this.missing.push({ ...about, references: others, counted: about.counted || added });
    });
  }

  /** Those who are there become owners, and service principals whether or not; the others stay missing. */
  async addOwners(about: PendingReference): Promise<void> {
    const { line, id, references } = about;
    const owners = references.map((reference): Owner | null => {
      const servicePrincipal = servicePrincipalOf(reference);
      if (servicePrincipal !== null) return { id: servicePrincipal, kind: 'servicePrincipal' };
      const row = this.#found.get(reference.toLowerCase());
      return row?.kind === 'user' ? { id: row.id, kind: 'user' } : null;
    });
    const known = owners.filter((owner) => owner !== null);
    const others = references.filter((_, at) => owners[at] === null);
    await this.#attempt(line, async () => {
      const added = known.length > 0 && (await addImportedOwners(this.#context, id, known));
      if (added) this.changed.add(line);
      if (others.length > 0)
        this.missing.push({ ...about, references: others, counted: about.counted || added });
    });
  }

  async setManagers(references: readonly PendingReference[]): Promise<void> {
    const known: (PendingReference & { readonly manager: string })[] = [];
    for (const reference of references) {
      const manager = this.#found.get(reference.references[0]?.toLowerCase() ?? '');
      if (manager === undefined) this.missing.push(reference);
      else if (manager.kind === 'user') known.push({ ...reference, manager: manager.id });
      else
        this.errors.push({
          line: reference.line,
          error: badRequest('The manager has to be a user.'),
        });
    }
    const objects = await resolveReferences(
      this.#context,
      known.map(({ id }) => id),
    );
    for (const some of pieces(known, ROWS_AT_ONCE)) await this.#setSome(some, objects);
  }

  async #setSome(
    some: readonly (PendingReference & { readonly manager: string })[],
    objects: ReadonlyMap<string, Referenced>,
  ): Promise<void> {
    const ordinals = [...new Set(some.flatMap(({ id }) => objects.get(id)?.ordinal ?? []))];
    const rows = new Map(
      (await readRows(this.#context.objects, ordinals)).map((row) => [row.id, row] as const),
    );
    const steps = new Map<number, Step & { readonly about: (typeof some)[number] }>();
    for (const about of some) {
      const row = rows.get(about.id);
      if (row === undefined || !wantsManager(row, about)) continue;
      const attributes = withManager(row.attributes, about.manager);
      steps.set(row.ordinal, {
        row,
        next: { ...row, attributes, importId: this.#importId },
        about,
      });
    }
    const written = await recordChanges(this.#context, [...steps.values()]);
    const left = [...steps.values()].filter((_, at) => written[at] === null);
    for (const step of steps.values()) if (!left.includes(step)) this.changed.add(step.about.line);
    await mapAtOnce(left, ONE_BY_ONE_AT_ONCE, ({ about }) => this.#setOne(about));
  }

  async #setOne(about: PendingReference & { readonly manager: string }): Promise<void> {
    const { line, id, manager } = about;
    const edit = (row: ObjectRow) =>
      wantsManager(row, about) ? withManager(row.attributes, manager) : row.attributes;
    await this.#attempt(line, async () => {
      const key = { name: 'id', value: id } as const;
      const change = { kind: 'user', key, edit, importId: this.#importId } as const;
      if (await editObject(this.#context, change)) this.changed.add(line);
    });
  }

  async #attempt(line: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.errors.push({ line, error });
    }
  }
}

/** Not when it has that manager already, nor when somebody has set another one since the line was read. */
function wantsManager(
  row: ObjectRow,
  about: PendingReference & { readonly manager: string },
): boolean {
  if (row.deleted !== null || row.attributes.manager === about.manager) return false;
  return (row.attributes.manager ?? null) === about.was;
}
