/** A directory for schedules written by hand: short words for what people and workers do in them. */

import type { AttributePatch, Attributes } from '../../src/directory/attributes.ts';
import { changeGroup, type GroupChange } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { addMembers } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import type { Context } from '../../src/membership/context.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { plainResource } from '../support/plain-resource.ts';
import { checkWorld } from './check-world.ts';
import { stir } from './clients.ts';
import { assertUnbroken } from './watch.ts';
import { World } from './world.ts';

export class Stage {
  readonly world = new World(1);
  /** Of a process that is never stopped. */
  readonly context: Context = this.world.instance().context;

  async user(attributes: Attributes): Promise<string> {
    const id = this.world.guid();
    this.world.objectIds.push(id);
    // Of an instance that has no numbers in reserve, so that the directory grows.
    const { context } = this.world.instance();
    const named = { userPrincipalName: `${id}@contoso.com`, displayName: id, ...attributes };
    await createObject(context, { kind: 'user', id, attributes: named });
    return id;
  }

  async group(rule: string | null, members: readonly string[] = []): Promise<string> {
    const id = this.world.guid();
    this.world.groupIds.push(id);
    const kind = rule === null ? 'assigned' : 'dynamic';
    const draft = { id, resource: plainResource(id), kind, rule, state: 'On', members } as const;
    await createGroup(this.context, draft);
    return id;
  }

  change(id: string, patch: AttributePatch, context = this.context): Promise<void> {
    return changeObject(context, { kind: 'user', key: byId(id), patch });
  }

  delete(id: string): Promise<void> {
    return deleteObject(this.context, 'user', byId(id));
  }

  edit(groupId: string, change: GroupChange): Promise<boolean> {
    return changeGroup(this.context, groupId, change);
  }

  async ordinalOf(id: string): Promise<number> {
    return (await this.context.lookups.read('id', id))?.value ?? -1;
  }

  /** The number of an object whose name is free again. */
  async ordinalOfDeleted(id: string): Promise<number> {
    for (let block = 0; ; block++) {
      const row = (await this.context.objects.readBlock(block)).find((some) => some.id === id);
      if (row !== undefined) return row.ordinal;
    }
  }

  add(groupId: string, userId: string): Promise<void> {
    return addMembers(this.context, groupId, [userId]);
  }

  reprocess(groupId: string): Promise<void> {
    return reprocessGroup(this.context, groupId);
  }

  async errorOf(groupId: string): Promise<string | null> {
    return (await this.context.groups.readMeta(groupId))?.value.error?.code ?? null;
  }

  /** Nobody gets the messages that stand in the queues. */
  loseMessages(): void {
    this.world.messages.length = 0;
  }

  /** A fresh worker does what the messages ask for, and what comes of it. */
  async work(): Promise<void> {
    await this.world.work(() => true);
  }

  /** The sweeper asks for everything that is announced, and it is done. */
  async sweep(): Promise<void> {
    this.world.time += 61_000;
    const { context } = this.world.instance();
    await sweepGroups(context);
    await sweepObjects(context);
    await this.work();
  }
}

/** Throws for the first thing that is not as it should be once all work is done, then and after one change more. */
export async function checkEverything({ world }: Stage): Promise<void> {
  await world.settle();
  await checkWorld(world);
  await stir(world);
  await world.settle();
  await checkWorld(world);
  assertUnbroken(world.watch);
}

function byId(value: string) {
  return { name: 'id', value } as const;
}
