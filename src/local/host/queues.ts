/** The storage queues of a host: one client for each, and whom to wake when the host itself writes to one. */
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { RpcData } from './core-types.ts';
import type { QueueSettings } from './host-settings.ts';
import { encodeMessage, outputMessages } from './queue-message.ts';

/** Names a queue of an account. */
export interface QueueAddress {
  readonly connection: string;
  readonly queueName: string;
}

/**
 * Enough for a connection that storage closed while it was idle: a message whose removal failed would stay hidden for ten
 * minutes. The listener has its own back-off; more would only hide a storage that is gone.
 */
const RETRIES = { maxTries: 3, retryDelayInMs: 50, maxRetryDelayInMs: 500 };

export class Queues {
  readonly #encoding: QueueSettings['messageEncoding'];
  readonly #services = new Map<string, QueueServiceClient>();
  readonly #created = new Set<string>();
  readonly #listeners = new Map<string, () => void>();

  constructor(encoding: QueueSettings['messageEncoding']) {
    this.#encoding = encoding;
  }

  client({ connection, queueName }: QueueAddress): QueueClient {
    const service =
      this.#services.get(connection) ??
      QueueServiceClient.fromConnectionString(connection, { retryOptions: RETRIES });
    this.#services.set(connection, service);
    return service.getQueueClient(queueName);
  }

  /** Calls `wake` whenever this host writes to the queue. */
  onWrite(address: QueueAddress, wake: () => void): void {
    this.#listeners.set(keyOf(address), wake);
  }

  /** Writes a stored text as it is, making the queue when it does not exist. */
  async send(address: QueueAddress, storedText: string): Promise<void> {
    const client = this.client(address);
    if (!this.#created.has(keyOf(address))) {
      await client.createIfNotExists();
      this.#created.add(keyOf(address));
    }
    await client.sendMessage(storedText);
    this.#listeners.get(keyOf(address))?.();
  }

  /** Writes what a function put into an output binding. */
  async sendOutput(address: QueueAddress, data: RpcData): Promise<void> {
    for (const message of outputMessages(data)) {
      await this.send(address, encodeMessage(message, this.#encoding));
    }
  }
}

function keyOf({ connection, queueName }: QueueAddress): string {
  return `${connection}\n${queueName}`;
}
