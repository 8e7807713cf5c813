/** A worker's turn at one webhook: nobody else delivers to it meanwhile, as far as that can be known. */
import type { Context } from '../membership/context.ts';
import type { Stamped } from '../ports/ports.ts';
import type { Webhook } from '../ports/webhook-ports.ts';
import type { WebhookBody } from './webhook-body.ts';

/** Nobody else begins before this is over; renewed with every delivery. An attempt takes 15 seconds at most. */
const BUSY_MILLISECONDS = 60_000;
/** A turn ends after so many deliveries: whoever has the message must not have it for too long. */
const MOST_DELIVERIES = 20;
/** After so many failures one after another, in about a day, a webhook is switched off. */
export const MOST_FAILURES = 30;
const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 3_600;

type Change = (webhook: Webhook) => Webhook;

export class TurnAtWebhook {
  readonly #context: Context;
  #standing: Stamped<Webhook>;
  /** Somebody has changed or deleted it: nothing more is done. */
  #isLost = false;
  #deliveries = 0;

  private constructor(context: Context, standing: Stamped<Webhook>) {
    this.#context = context;
    this.#standing = standing;
  }

  /** Null: it is gone, switched off, waits after a failure, or is somebody else's. */
  static async take(context: Context, id: string): Promise<TurnAtWebhook | null> {
    const standing = await context.webhooks.read(id);
    if (standing === null || !isDue(standing.value, context.clock.now())) return null;
    const turn = new TurnAtWebhook(context, standing);
    await turn.#write((webhook) => webhook);
    return turn.#isLost ? null : turn;
  }

  get webhook(): Webhook {
    return this.#standing.value;
  }

  /** Moves on without a delivery; written with the next one, or at the end. False: the turn is over. */
  async pass(after: Change): Promise<boolean> {
    if (this.#isLost) return false;
    this.#standing = { ...this.#standing, value: after(this.webhook) };
    return true;
  }

  /** Tries it once. False: it was not taken, or the turn is over. */
  async deliver(body: WebhookBody, after: Change): Promise<boolean> {
    if (this.#isLost || this.#deliveries++ >= MOST_DELIVERIES) return false;
    const { clock, sender, webhooks } = this.#context;
    const { id, url, secret, attempts } = this.webhook;
    const time = clock.now();
    const text = JSON.stringify(body);
    const answer = await sender.send({ url, secret, eventId: body.id, body: text, time });
    const isTaken = answer.error === null;
    await this.#write((webhook) => ({
      ...(isTaken ? taken(after(webhook)) : failed(webhook, clock.now())),
      attempts: attempts + 1,
    }));
    await webhooks.noteDelivery(id, {
      number: attempts + 1,
      eventId: body.id,
      type: body.type,
      time: time.toISOString(),
      ...answer,
    });
    return isTaken && !this.#isLost;
  }

  /** Lets others have it. */
  async end(): Promise<void> {
    if (!this.#isLost) await this.#put({ ...this.webhook, busyUntil: null });
  }

  async #write(change: Change): Promise<void> {
    const until = this.#context.clock.now().getTime() + BUSY_MILLISECONDS;
    await this.#put({ ...change(this.webhook), busyUntil: new Date(until).toISOString() });
  }

  async #put(value: Webhook): Promise<void> {
    const etag = await this.#context.webhooks.replace({ value, etag: this.#standing.etag });
    if (etag === null) this.#isLost = true;
    else this.#standing = { value, etag };
  }
}

/** Whether something may be tried now. */
export function isDue({ status, nextAttempt, busyUntil }: Webhook, now: Date): boolean {
  const time = now.toISOString();
  const isOver = (instant: string | null) => instant === null || instant <= time;
  return status === 'enabled' && isOver(nextAttempt) && isOver(busyUntil);
}

function taken(webhook: Webhook): Webhook {
  return { ...webhook, failures: 0, nextAttempt: null };
}

function failed(webhook: Webhook, now: Date): Webhook {
  const failures = webhook.failures + 1;
  const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - 1), LONGEST_WAIT_SECONDS);
  const nextAttempt = new Date(now.getTime() + seconds * 1_000).toISOString();
  const status = failures >= MOST_FAILURES ? 'disabled' : webhook.status;
  return { ...webhook, failures, nextAttempt, status };
}
