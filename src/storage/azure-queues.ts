import type { QueueClient } from '@azure/storage-queue';
import { answerOf, failureOf } from './azure-errors.ts';
import type { MessageQueue } from './message-queue.ts';

/** Messages never run out by themselves: what is poisoned or delayed stays to be seen. */
const FOR_EVER = -1;

/** A queue of the service. Texts go as base64, which the Functions host expects unless host.json says otherwise. */
export class AzureQueue implements MessageQueue {
  readonly #client: QueueClient;

  constructor(client: QueueClient) {
    this.#client = client;
  }

  /** Creates the queue unless it is there. */
  async ensure(): Promise<void> {
    try {
      await this.#client.createIfNotExists();
    } catch (error) {
      throw failureOf({ operation: 'create', name: this.#client.name }, error);
    }
  }

  async length(): Promise<number> {
    try {
      return (await this.#client.getProperties()).approximateMessagesCount ?? 0;
    } catch (error) {
      // The host makes a poison queue when it first needs one.
      if (answerOf(error)?.code === 'QueueNotFound') return 0;
      throw failureOf({ operation: 'measure', name: this.#client.name }, error);
    }
  }

  async send(text: string, delaySeconds = 0): Promise<void> {
    try {
      await this.#client.sendMessage(Buffer.from(text, 'utf8').toString('base64'), {
        messageTimeToLive: FOR_EVER,
        ...(delaySeconds > 0 && { visibilityTimeout: delaySeconds }),
      });
    } catch (error) {
      throw failureOf({ operation: 'send to', name: this.#client.name }, error);
    }
  }
}
