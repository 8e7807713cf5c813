/** A directory in memory under the use cases themselves: for behaviour that needs no HTTP, and for counting requests. */

import type { Attributes } from '../../src/directory/attributes.ts';
import { createGroup, type GroupDraft } from '../../src/groups/create-group.ts';
import { type Context, createContext } from '../../src/membership/context.ts';
import { handleChangesMessage, handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { createMemoryStores, type MemoryStores } from './memory-stores.ts';
import type { StorageHooks } from './memory-tables.ts';
import { plainResource } from './plain-resource.ts';

const START = Date.parse('2026-11-21T12:00:00.000Z');

export class Directory {
  readonly memory: MemoryStores;
  readonly context: Context;
  /** Failures to inject; set them at any time. */
  readonly hooks: StorageHooks = {};
  minutes = 0;
  #guids = 0;
  readonly #clock = { now: () => new Date(START + this.minutes * 60_000) };

  constructor() {
    this.memory = createMemoryStores(
      {},
      {
        before: (call) => this.hooks.before?.(call),
        after: (call) => this.hooks.after?.(call),
      },
    );
    this.context = this.instance(this.memory.stores);
  }

  /** Another instance over the same storage. */
  instance(stores = this.memory.secondInstance()): Context {
    return createContext(stores, this.#clock, { guid: () => this.guid() });
  }

  guid(): string {
    this.#guids++;
    return `00000000-0000-4000-8000-${this.#guids.toString(16).padStart(12, '0')}`;
  }

  async user(attributes: Attributes = {}): Promise<string> {
    const id = this.guid();
    const named = { userPrincipalName: `${id}@contoso.com`, displayName: id, ...attributes };
    return (await createObject(this.context, { kind: 'user', id, attributes: named })).id;
  }

  async group(rule: string | null, more: Partial<GroupDraft['resource']> = {}): Promise<string> {
    return (await createGroup(this.context, draft(rule, more))).value.id;
  }

  /** Does all work that has been asked for. */
  async work(context = this.context): Promise<void> {
    await this.memory.queues.drain((queue, message) =>
      queue === 'membership-changes'
        ? handleChangesMessage(context, message)
        : handleRunsMessage(context, message),
    );
  }

  /** Object ids of a group's members. */
  async members(groupId: string): Promise<readonly string[]> {
    const group = await this.context.groups.read(groupId);
    const ordinals = [...(group?.members.ordinals() ?? [])];
    const rows = await Promise.all(ordinals.map((ordinal) => this.context.objects.read(ordinal)));
    return rows.map((row) => row?.id ?? 'nobody');
  }

  /** How many storage requests some work makes, by `table.operation`. */
  async counting(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
    const before = new Map(this.memory.tables.requests);
    await work();
    const counts: Record<string, number> = {};
    for (const [key, count] of this.memory.tables.requests) {
      const made = count - (before.get(key) ?? 0);
      if (made > 0) counts[key] = made;
    }
    return counts;
  }
}

export function draft(rule: string | null, more: Partial<GroupDraft['resource']> = {}): GroupDraft {
  const resource = { ...plainResource('group'), ...more };
  return { resource, kind: rule === null ? 'assigned' : 'dynamic', rule, state: 'On', members: [] };
}
