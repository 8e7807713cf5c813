/** What receivers are told, whatever fails: everything, at least once, and of each group in the order in which it happened. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliverTo } from '../../src/deliveries/deliver.ts';
import {
  createWebhook,
  getWebhook,
  remindWebhooks,
  replayWebhook,
} from '../../src/deliveries/webhooks.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { settleAlerts } from '../../src/membership/alerts.ts';
import { type Context, createContext } from '../../src/membership/context.ts';
import type { GroupAlert } from '../../src/ports/alert-ports.ts';
import type { OutgoingEvent, WebhookSender } from '../../src/ports/webhook-ports.ts';
import { groupId, sampleGroup } from '../storage/samples.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-stores.ts';

const START = Date.parse('2026-11-21T12:00:00.000Z');

interface Told {
  readonly type: string;
  readonly groupId?: string;
  readonly sequence?: number;
  readonly part?: number;
  readonly parts?: number;
  readonly alert?: { readonly groupId: string | null; readonly webhookId?: string };
}

class World {
  /** Bodies that were taken, and those of which nobody knows whether they were. */
  readonly told: { readonly id: string; readonly body: Told }[] = [];
  readonly memory: MemoryStores = createMemoryStores();
  readonly context: Context;
  seconds = 0;
  guids = 0;
  failures = 0;
  /** Every second receiver that does not answer has taken it all the same. */
  areLate = true;
  answers: (event: OutgoingEvent) => boolean = () => true;

  constructor() {
    this.context = this.instance();
  }

  instance(): Context {
    const sender: WebhookSender = {
      refusal: () => null,
      validate: async () => ({ status: 200, error: null }),
      send: async (event) => {
        const isTaken = this.answers(event);
        if (isTaken || (this.areLate && this.failures++ % 2 === 0))
          this.told.push({ id: event.eventId, body: JSON.parse(event.body) });
        return isTaken ? { status: 200, error: null } : { status: null, error: 'It is late.' };
      },
    };
    const clock = { now: () => new Date(START + this.seconds * 1_000) };
    const ids = { guid: () => `00000000-0000-4000-8000-${String(++this.guids).padStart(12, '0')}` };
    return createContext(this.memory.secondInstance(), clock, ids, sender);
  }

  async group(number: number): Promise<string> {
    const id = groupId(number);
    await this.context.groups.insert(sampleGroup(id, { seq: 0, count: 0 }));
    return id;
  }

  /** So many objects come into a group. */
  async change(id: string, members: number): Promise<void> {
    const group = await this.context.groups.read(id);
    if (group === null) throw new Error(id);
    const added = new OrdinalSet();
    for (let ordinal = 0; ordinal < members; ordinal++) added.add(ordinal);
    const seq = group.meta.seq + 1;
    const time = this.context.clock.now().toISOString();
    const none = {
      removed: new OrdinalSet(),
      notedIn: new OrdinalSet(),
      notedOut: new OrdinalSet(),
    };
    const log = { seq, time, cause: { kind: 'change', ver: 1 }, added, ...none } as const;
    await this.context.groups.write(group.etag, {
      meta: { ...group.meta, seq, count: members },
      log,
    });
  }

  /** Does what the timer and the queue would for some hours. */
  async work(context = this.context): Promise<void> {
    for (let minute = 0; minute < 100; minute++) {
      await remindWebhooks(context);
      this.memory.queues.pass(60);
      await this.memory.queues.drain((_, message) => deliverTo(context, idIn(message)));
      this.seconds += 60;
    }
  }

  async webhook(
    events: readonly ('membershipChanged' | 'groupEmpty' | 'webhookDisabled')[],
    groupIds: readonly string[],
  ) {
    return createWebhook(this.context, { url: 'https://hook.example.com', events, groupIds });
  }

  /** The parts of changes of a group in the order in which each was first told. */
  firstTold(id: string): readonly string[] {
    const bodies = this.told.filter(({ body }) => body.groupId === id);
    return [...new Set(bodies.map(({ body }) => `${body.sequence}/${body.part}`))];
  }
}

function idIn(message: unknown): string {
  return String((message as { webhook: string }).webhook);
}

const empty = (id: string): GroupAlert => ({
  kind: 'groupEmpty',
  raised: '2026-11-21T12:00:00.000Z',
  groupId: id,
  displayName: 'Sales',
  subject: '',
  text: 'It is empty.',
});

test('everything is told in order, whatever storage and receivers do', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.constantFrom(0, 1, 3, 1_500)), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.infiniteStream(fc.nat({ max: 99 })),
      async (changes, dice) => {
        const world = new World();
        const ids = [await world.group(1), await world.group(2), await world.group(3)];
        const webhook = await world.webhook(['membershipChanged', 'groupEmpty'], ids);
        for (const [at, members] of changes) await world.change(ids[at] ?? '', members);
        for (const id of ids) {
          await settleAlerts(world.context, { due: [empty(id)], over: [] });
          await settleAlerts(world.context, { due: [], over: [`groupEmpty:${id}`] });
        }
        let faults = 60;
        const roll = (percent: number) =>
          faults > 0 && Number(dice.next().value) < percent && faults-- > 0;
        world.answers = () => !roll(25);
        const { hooks } = world.memory.tables;
        hooks.before = () => {
          if (roll(4)) throw new Error('nothing has happened');
        };
        hooks.after = () => {
          if (roll(4)) throw new Error('it has happened, and nobody knows');
        };
        const instances = [world.instance(), world.instance()];
        // Two workers at once, killed and begun again, until nothing more can go wrong.
        while (faults > 0) {
          await Promise.allSettled(instances.map((context) => deliverTo(context, webhook.id)));
          world.seconds += 30;
          faults--;
        }
        world.answers = () => true;
        await world.work(world.instance());
        for (const [at, id] of ids.entries()) {
          const made = changes.filter(([group]) => group === at).map(([, members]) => members);
          const expected = made.flatMap((members, before) =>
            Array.from(
              { length: Math.ceil(members / 1_000) },
              (_, part) => `${before + 1}/${part + 1}`,
            ),
          );
          expect(world.firstTold(id)).toEqual(expected);
        }
        const alerts = world.told.filter(({ body }) => body.alert !== undefined);
        const steps = [
          ...new Map(
            alerts.map(({ id, body }) => [id, `${body.type} ${body.alert?.groupId}`]),
          ).values(),
        ];
        expect(steps).toEqual(ids.flatMap((id) => [`alert.raised ${id}`, `alert.ended ${id}`]));
        // The same id never tells anything else.
        const texts = new Map(
          world.told.map(({ id, body }) => [id, JSON.stringify(body)] as const),
        );
        for (const { id, body } of world.told) expect(texts.get(id)).toBe(JSON.stringify(body));
      },
    ),
    { numRuns: 100 },
  );
});

test('nothing is told twice where nothing fails', async () => {
  const world = new World();
  const id = await world.group(1);
  await world.webhook(['membershipChanged'], [id]);
  for (const members of [1, 2_500, 0, 3]) await world.change(id, members);
  await world.work();
  expect(world.told.map(({ body }) => `${body.sequence}/${body.part} of ${body.parts}`)).toEqual([
    '1/1 of 1',
    '2/1 of 3',
    '2/2 of 3',
    '2/3 of 3',
    '4/1 of 1',
  ]);
});

test('a webhook that is never answered waits longer and longer, is switched off, and goes on where it was', async () => {
  const world = new World();
  const id = await world.group(1);
  const dead = await world.webhook(['membershipChanged', 'webhookDisabled'], [id]);
  const other = await world.webhook(['webhookDisabled'], []);
  await world.change(id, 1);
  const attempts: number[] = [];
  world.areLate = false;
  world.answers = (event) => {
    if (event.eventId.startsWith(id)) attempts.push(world.seconds);
    return !event.eventId.startsWith(id);
  };
  for (let hours = 0; hours < 40; hours++) await world.work();
  expect(attempts).toHaveLength(30);
  const waits = attempts.slice(1).map((at, before) => at - (attempts[before] ?? 0));
  expect(waits.every((wait, at) => wait >= Math.min(10 * 2 ** at, 3_600))).toBe(true);
  expect((await getWebhook(world.context, dead.id)).value.status).toBe('disabled');
  expect(await world.context.alerts.list()).toMatchObject([
    { kind: 'webhookDisabled', webhookId: dead.id },
  ]);
  const toldOf = () => world.told.filter(({ body }) => body.alert?.webhookId === dead.id);
  expect(toldOf().map(({ body }) => body.type)).toEqual(['alert.raised']);
  // What happens meanwhile is told once somebody has mended it.
  await world.change(id, 2);
  world.answers = () => true;
  await world.work();
  expect(world.firstTold(id)).toEqual([]);
  await replayWebhook(world.context, dead.id);
  await world.work();
  expect(world.firstTold(id)).toEqual(['1/1', '2/1']);
  expect(toldOf().map(({ body }) => body.type)).toEqual(['alert.raised', 'alert.ended']);
  expect(other.status).toBe('enabled');
  const deliveries = await world.context.webhooks.listDeliveries(dead.id);
  expect(deliveries.slice(0, 3).map(({ error }) => error)).toEqual([null, null, 'It is late.']);
});
