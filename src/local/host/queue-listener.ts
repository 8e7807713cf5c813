/** Takes messages from one queue and hands them to its function, with the retries, hiding and poison queue of the host. */
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { RegisteredFunction } from './function-registry.ts';
import type { QueueSettings } from './host-settings.ts';
import { describeError } from './log.ts';
import { Doorbell } from './pause.ts';
import { decodeMessage, encodeMessage, messageMetadata } from './queue-message.ts';
import type { QueueAddress } from './queues.ts';
import { type EventRunner, runEvent } from './run-event.ts';

export interface QueueListenerOptions {
  readonly runner: EventRunner;
  readonly registered: RegisteredFunction;
  readonly bindingName: string;
  readonly address: QueueAddress;
  readonly settings: QueueSettings;
}

const SHORTEST_PAUSE = 100;
/** How long a message in work is hidden from others; renewed at half time. */
const HIDDEN_SECONDS = 600;

export class QueueListener {
  readonly #options: QueueListenerOptions;
  readonly #client: QueueClient;
  readonly #bell = new Doorbell();
  readonly #inWork = new Set<Promise<void>>();
  /** Failed messages that are still hidden. */
  readonly #retries = new Set<string>();
  #receiving: Promise<unknown> = Promise.resolve();
  #loop: Promise<void> | undefined;
  #paused = false;
  #stopped = false;
  #taken = 0;

  constructor(options: QueueListenerOptions) {
    this.#options = options;
    this.#client = options.runner.queues.client(options.address);
    options.runner.queues.onWrite(options.address, () => this.wake());
  }

  get functionName(): string {
    return this.#options.registered.metadata.name;
  }

  get queueName(): string {
    return this.#options.address.queueName;
  }

  /** Whether messages are left lying: paused, or switched off and never started. */
  get paused(): boolean {
    return this.#paused || this.#loop === undefined;
  }

  /** How many messages it has taken so far. */
  get taken(): number {
    return this.#taken;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Looks at the queue now instead of at the end of its pause. */
  wake(): void {
    this.#bell.ring();
  }

  /** Takes no more messages; resolves when those in work are done. */
  async pause(): Promise<void> {
    this.#paused = true;
    await this.#settle();
  }

  /** Takes messages again; also starts a function that was switched off. */
  resume(): void {
    this.#paused = false;
    this.start();
    this.wake();
  }

  /** Ends for good, after the messages in work. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#loop;
    await this.#settle();
  }

  /** Whether a message is in work or waits hidden for its retry. */
  async isBusy(): Promise<boolean> {
    await this.#receiving;
    return this.#inWork.size > 0 || this.#retries.size > 0;
  }

  /** Whether a message lies in the queue for everybody to see. */
  async hasVisibleMessage(): Promise<boolean> {
    try {
      const { peekedMessageItems } = await this.#client.peekMessages();
      return peekedMessageItems.length > 0;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  }

  async #settle(): Promise<void> {
    await this.#receiving;
    await Promise.allSettled(this.#inWork);
  }

  async #run(): Promise<void> {
    const { newBatchThreshold, maxPollingInterval } = this.#options.settings;
    let pause = SHORTEST_PAUSE;
    while (!this.#stopped) {
      const received = this.#paused ? 0 : await this.#receive();
      if (received > 0) {
        pause = SHORTEST_PAUSE;
        while (this.#inWork.size > newBatchThreshold) await Promise.race(this.#inWork);
      } else {
        await this.#bell.wait(this.#paused ? undefined : pause);
        pause = Math.min(pause * 2, Math.max(maxPollingInterval, SHORTEST_PAUSE));
      }
    }
  }

  async #receive(): Promise<number> {
    const receiving = this.#client.receiveMessages({
      numberOfMessages: this.#options.settings.batchSize,
      visibilityTimeout: HIDDEN_SECONDS,
    });
    // Whoever waits for the receipt must find its messages in work.
    const started = receiving.then(
      ({ receivedMessageItems }) => {
        for (const message of receivedMessageItems) this.#begin(message);
        return receivedMessageItems.length;
      },
      (error: unknown) => {
        // The application makes its queues itself, perhaps later.
        if (statusOf(error) !== 404)
          this.#log('warning', `receiving failed: ${describeError(error)}`);
        return 0;
      },
    );
    this.#receiving = started;
    return await started;
  }

  #begin(message: DequeuedMessageItem): void {
    this.#taken += 1;
    const work: Promise<void> = this.#process(message)
      .catch((error: unknown) => this.#log('error', describeError(error)))
      .finally(() => {
        this.#inWork.delete(work);
      });
    this.#inWork.add(work);
  }

  async #process(message: DequeuedMessageItem): Promise<void> {
    const { settings, runner, registered, bindingName } = this.#options;
    this.#retries.delete(message.messageId);
    const receipt = new Receipt(this.#client, message);
    const text = decodeMessage(message.messageText, settings.messageEncoding);
    if (text === undefined || message.dequeueCount > settings.maxDequeueCount) {
      return await this.#poison(receipt, message);
    }
    const renewing = setInterval(() => receipt.hide(HIDDEN_SECONDS), HIDDEN_SECONDS * 500);
    try {
      await runEvent(runner, registered, {
        bindingName,
        data: { string: text },
        triggerMetadata: messageMetadata(message, text),
      });
    } catch (error) {
      clearInterval(renewing);
      this.#log('error', `attempt ${message.dequeueCount} failed: ${describeError(error)}`);
      if (message.dequeueCount >= settings.maxDequeueCount) {
        return await this.#poison(receipt, message);
      }
      this.#retries.add(message.messageId);
      return await receipt.hide(Math.ceil(settings.visibilityTimeout / 1000));
    } finally {
      clearInterval(renewing);
    }
    await receipt.remove();
  }

  /** Moves a message that can't be processed aside; a poison queue has no poison queue of its own. */
  async #poison(receipt: Receipt, message: DequeuedMessageItem): Promise<void> {
    const { address, runner, settings } = this.#options;
    if (!address.queueName.endsWith('-poison')) {
      const queueName = `${address.queueName}-poison`;
      this.#log('warning', `message ${message.messageId} moved to ${queueName}.`);
      const text = decodeMessage(message.messageText, settings.messageEncoding);
      const stored =
        text === undefined ? message.messageText : encodeMessage(text, settings.messageEncoding);
      await runner.queues.send({ ...address, queueName }, stored);
    }
    await receipt.remove();
  }

  #log(level: 'warning' | 'error', message: string): void {
    this.#options.runner.invoker.log(level, `${this.functionName}: ${message}`);
  }
}

/** The hold on a received message; it changes with every prolongation. */
class Receipt {
  readonly #client: QueueClient;
  readonly #messageId: string;
  #popReceipt: string;

  constructor(client: QueueClient, message: DequeuedMessageItem) {
    this.#client = client;
    this.#messageId = message.messageId;
    this.#popReceipt = message.popReceipt;
  }

  /** Hides the message for some seconds from now; nothing when it is no longer ours. */
  async hide(seconds: number): Promise<void> {
    try {
      const answer = await this.#client.updateMessage(
        this.#messageId,
        this.#popReceipt,
        undefined,
        seconds,
      );
      this.#popReceipt = answer.popReceipt ?? this.#popReceipt;
    } catch (error) {
      if (!isLost(error)) throw error;
    }
  }

  async remove(): Promise<void> {
    try {
      await this.#client.deleteMessage(this.#messageId, this.#popReceipt);
    } catch (error) {
      if (!isLost(error)) throw error;
    }
  }
}

function isLost(error: unknown): boolean {
  return statusOf(error) === 404 || statusOf(error) === 400;
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error
    ? error.statusCode
    : undefined;
}
