/**
 * Queues in memory with the semantics of Azure Queues: a message that is received is hidden, not gone, until it is deleted;
 * it comes back when its time runs out, counts its deliveries, and after too many goes to the poison list.
 */
import type { MessageQueue } from '../../src/storage/message-queue.ts';
import type { StorageHooks } from './memory-tables.ts';

/** What the Functions host allows (host.json). */
const MOST_DELIVERIES = 5;
const MESSAGE_BYTES = 65_536;

/** A message as one delivery of it sees it. */
export interface Delivery {
  readonly queue: string;
  readonly text: string;
  readonly dequeueCount: number;
}

interface Message {
  readonly queue: string;
  readonly text: string;
  dequeueCount: number;
  /** The delivery that hides it; null: it can be received. */
  hiddenBy: Delivery | null;
  /** Nobody can receive it before so many seconds have passed. */
  delaySeconds: number;
}

export class MemoryQueues {
  readonly hooks: StorageHooks;
  /** Messages that failed too often. */
  readonly poisoned: Delivery[] = [];
  /** What handlers threw while the queues were drained. */
  readonly failures: unknown[] = [];
  readonly #messages = new Set<Message>();
  #sent = 0;

  constructor(hooks: StorageHooks = {}) {
    this.hooks = hooks;
  }

  readonly queue = (name: string): MessageQueue => ({
    send: async (text, delaySeconds = 0) => {
      const call = { name, operation: 'send' } as const;
      await this.hooks.before?.(call);
      if (Buffer.byteLength(text) > (MESSAGE_BYTES / 4) * 3)
        throw new Error('A message of more than 48 KiB does not fit once it is base64.');
      this.#messages.add({ queue: name, text, dequeueCount: 0, hiddenBy: null, delaySeconds });
      this.#sent++;
      await this.hooks.after?.(call);
    },
    length: async () => {
      const call = { name, operation: 'length' } as const;
      await this.hooks.before?.(call);
      return [...this.#messages].filter(({ queue }) => queue === name).length;
    },
  });

  /** How many messages were ever sent. */
  get sent(): number {
    return this.#sent;
  }

  /** How many messages stand in the queues, hidden ones included. */
  get length(): number {
    return this.#messages.size;
  }

  /** The texts that can be received, oldest first. */
  visible(): readonly Delivery[] {
    return this.#receivable();
  }

  /** How long those that were sent with a delay are still hidden, the shortest first. */
  get delays(): readonly number[] {
    const delays = [...this.#messages].map(({ delaySeconds }) => delaySeconds);
    return delays.filter((seconds) => seconds > 0).sort((left, right) => left - right);
  }

  /** So much time goes by for messages that were sent with a delay. */
  pass(seconds: number): void {
    for (const message of this.#messages)
      message.delaySeconds = Math.max(0, message.delaySeconds - seconds);
  }

  #receivable(): readonly Message[] {
    return [...this.#messages].filter(
      ({ hiddenBy, delaySeconds }) => hiddenBy === null && delaySeconds === 0,
    );
  }

  /** Receives a message that can be received: the oldest, or the one at a place among them. */
  receive(place = 0): Delivery | null {
    const message = this.#receivable()[place];
    if (message === undefined) return null;
    message.dequeueCount++;
    const { queue, text, dequeueCount } = message;
    message.hiddenBy = { queue, text, dequeueCount };
    return message.hiddenBy;
  }

  /** Done: the message goes, unless it was delivered to somebody else since. */
  delete(delivery: Delivery): void {
    const message = this.#hiddenBy(delivery);
    if (message !== undefined) this.#messages.delete(message);
  }

  /** Its time has run out or its work failed: it can be received again, or is poisoned. */
  expire(delivery: Delivery): void {
    const message = this.#hiddenBy(delivery);
    if (message === undefined) return;
    message.hiddenBy = null;
    if (message.dequeueCount < MOST_DELIVERIES) return;
    this.#messages.delete(message);
    this.poisoned.push(delivery);
  }

  /** All messages are lost. */
  clear(): void {
    this.#messages.clear();
  }

  /**
   * Hands every message to the handler, one at a time, until none is left; one that fails comes again. Answers how many
   * deliveries there were. Throws when messages keep begetting messages.
   */
  async drain(
    handler: (queue: string, message: unknown) => Promise<void>,
    limit = 10_000,
  ): Promise<number> {
    for (let deliveries = 0; deliveries < limit; deliveries++) {
      const delivery = this.receive();
      if (delivery === null) return deliveries;
      try {
        await handler(delivery.queue, JSON.parse(delivery.text));
        this.delete(delivery);
      } catch (failure) {
        this.failures.push(failure);
        this.expire(delivery);
      }
    }
    throw new Error(`The queues were not empty after ${limit} deliveries.`);
  }

  #hiddenBy(delivery: Delivery): Message | undefined {
    return [...this.#messages].find(({ hiddenBy }) => hiddenBy === delivery);
  }
}
