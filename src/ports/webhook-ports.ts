/** Webhooks: addresses to which alerts and changes of members are delivered. Instants are ISO texts. */
import type { AlertKind } from './alert-ports.ts';
import type { Stamped } from './ports.ts';

/** What can be asked for: every kind of alert, and changes of the members of named groups. */
export type WebhookEvent = AlertKind | 'membershipChanged';

/** How far deliveries have come in the log of a group. */
export interface GroupPlace {
  /** Every entry up to here was delivered. */
  readonly seq: number;
  /** Parts of the entry after it that were delivered too. */
  readonly parts: number;
}

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Whose changes of members are delivered. */
  readonly groupIds: readonly string[];
  /** With which deliveries are signed; told once, when the webhook is created. */
  readonly secret: string;
  readonly created: string;
  /** Object id. */
  readonly createdBy: string | null;
  readonly status: 'enabled' | 'disabled';
  /** Failures one after another since the last delivery that was taken. */
  readonly failures: number;
  /** Nothing is tried before this; null: at once. */
  readonly nextAttempt: string | null;
  /** Somebody delivers until this: it only keeps others from doing the same work. */
  readonly busyUntil: string | null;
  /** The newest alert event that was delivered or not asked for. */
  readonly alertsThrough: number;
  readonly groupsThrough: Readonly<Record<string, GroupPlace>>;
  /** Attempts there have been. */
  readonly attempts: number;
}

/** One attempt to deliver something. */
export interface WebhookDelivery {
  /** From 1, of this webhook. */
  readonly number: number;
  readonly eventId: string;
  readonly type: string;
  readonly time: string;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  /** Why it failed; null: it was taken. */
  readonly error: string | null;
}

/** Webhooks are few: read whole. */
export interface WebhookStore {
  list(): Promise<readonly Webhook[]>;
  read(id: string): Promise<Stamped<Webhook> | null>;
  insert(webhook: Webhook): Promise<boolean>;
  /** If-Match; answers the new ETag, null when it was written since or is gone. */
  replace(webhook: Stamped<Webhook>): Promise<string | null>;
  remove(id: string): Promise<void>;
  /** The last 50 are kept. */
  noteDelivery(id: string, delivery: WebhookDelivery): Promise<void>;
  /** Newest first. */
  listDeliveries(id: string): Promise<readonly WebhookDelivery[]>;
}

/** What is sent: the sender adds the signature. */
export interface OutgoingEvent {
  readonly url: string;
  readonly secret: string;
  readonly eventId: string;
  readonly body: string;
  readonly time: Date;
}

/** What became of it. `error`: why it was not taken, a sentence; null: the status is one of success. */
export interface OutgoingAnswer {
  readonly status: number | null;
  readonly error: string | null;
}

/** The only way out to addresses that people give: what may be reached is decided here (docs/notices.md). */
export interface WebhookSender {
  /** Why an address is not one that may be called; null: it may be, as far as it says itself. */
  refusal(url: string): string | null;
  /** Whether whoever is there expects to be called: he answers the token. Never rejects. */
  validate(url: string, token: string): Promise<OutgoingAnswer>;
  /** Never rejects. */
  send(event: OutgoingEvent): Promise<OutgoingAnswer>;
}
