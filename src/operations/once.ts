/**
 * A request with an Idempotency-Key is done once: whoever sends it again gets the answer of the first time. A record is
 * claimed before anything is done, and holds the answer afterwards. Whoever dies in between leaves a claim that ends after
 * some minutes; then the request is done again, which every operation stands.
 */
import { fingerprintOf } from '../http/fingerprint.ts';
import { readIdempotencyKey } from '../http/idempotency-key.ts';
import type { HttpAnswer } from '../http/messages.ts';
import type { Context } from '../membership/context.ts';
import type { IdempotencyRecord } from '../ports/idempotency-ports.ts';
import type { Stamped } from '../ports/ports.ts';
import { RequestError } from '../util/errors.ts';
import type { Call, Operation } from './operation.ts';

const MINUTE = 60_000;
/** How long an answer is kept. */
const KEPT = 24 * 60 * MINUTE;
/** Longer than any request may take: the host cuts answers off after 230 seconds. */
const CLAIMED = 5 * MINUTE;

/** Handles the call, or answers as it was answered before. Throws RequestError 400, 409, 422 for the key. */
export async function handleOnce(operation: Operation, call: Call): Promise<HttpAnswer> {
  const id = idOf(operation, call);
  if (id === null) return operation.handle(call);
  const claimed = await claim(call.context, id, contentOf(call));
  if (claimed.value.answer !== null) return claimed.value.answer;
  const done = await handled(operation, call);
  if (isFinal(done)) await keep(call.context, id, { claimed, answer: done });
  else await giveUp(call.context, id, claimed);
  if (done instanceof Failure) throw done.error;
  return done;
}

/** Forgets the answers whose time is over. */
export async function forgetAnswers({ idempotency, clock }: Context): Promise<void> {
  for (const { id, etag } of await idempotency.listExpired(clock.now().toISOString()))
    await idempotency.remove(id, etag);
}

/** Null: the request is handled as often as it is sent. A key is its caller's own, and good for one operation. */
function idOf({ name, method, surfaces }: Operation, { request, caller }: Call): string | null {
  if (method !== 'POST' || !surfaces.includes('muster') || caller === null) return null;
  const key = readIdempotencyKey(request.headers.get('idempotency-key'));
  return key === null ? null : `${caller.kind} ${caller.id} ${name} ${key}`;
}

function contentOf({ request, path }: Call): string {
  const { search } = new URL(request.url);
  const body = new TextDecoder('latin1').decode(request.body);
  return `${fingerprintOf(`${path}\n${search}\n${body}`)}-${request.body.length}`;
}

/** Our claim, or the record that has the answer. */
async function claim(
  context: Context,
  id: string,
  request: string,
): Promise<Stamped<IdempotencyRecord>> {
  const now = context.clock.now().getTime();
  const value: IdempotencyRecord = {
    request,
    claim: context.ids.guid(),
    claimedUntil: new Date(now + CLAIMED).toISOString(),
    answer: null,
    expires: new Date(now + KEPT).toISOString(),
  };
  const inserted = await context.idempotency.insert(id, value);
  if (inserted !== null) return { value, etag: inserted };
  const standing = await context.idempotency.read(id);
  // Gone meanwhile: whoever had it could not do it. It is for the client to come again.
  if (standing === null) throw stillRunning(1);
  // Ours: the storage client has repeated the request and found what it did itself.
  if (standing.value.claim === value.claim) return standing;
  const at = new Date(now).toISOString();
  if (at <= standing.value.expires) {
    if (standing.value.request !== request) throw reused();
    if (standing.value.answer !== null) return standing;
    if (at <= standing.value.claimedUntil)
      throw stillRunning((Date.parse(standing.value.claimedUntil) - now) / 1_000);
  }
  const etag = await context.idempotency.replace(id, { value, etag: standing.etag });
  if (etag === null) throw stillRunning(CLAIMED / 1_000);
  return { value, etag };
}

class Failure {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

async function handled(operation: Operation, call: Call): Promise<HttpAnswer | Failure> {
  try {
    return await operation.handle(call);
  } catch (error) {
    return new Failure(error);
  }
}

/** What was refused has done nothing and may be tried again; what asks to be sent again must be. */
function isFinal(done: HttpAnswer | Failure): done is HttpAnswer {
  return (
    !(done instanceof Failure) && done.status < 400 && done.headers['Retry-After'] === undefined
  );
}

/** The work is done: that its answer could not be kept is no reason to say otherwise. */
async function keep(
  context: Context,
  id: string,
  what: { readonly claimed: Stamped<IdempotencyRecord>; readonly answer: HttpAnswer },
): Promise<void> {
  const { claimed, answer } = what;
  const value = { ...claimed.value, answer };
  try {
    await context.idempotency.replace(id, { value, etag: claimed.etag });
  } catch {
    await giveUp(context, id, claimed);
  }
}

/** Where that fails too, the claim ends by itself. */
async function giveUp(
  context: Context,
  id: string,
  { etag }: Stamped<IdempotencyRecord>,
): Promise<void> {
  await context.idempotency.remove(id, etag).catch(() => {});
}

function stillRunning(seconds: number): RequestError {
  return new RequestError({
    status: 409,
    code: 'idempotencyKeyInUse',
    message: 'A request with this Idempotency-Key is being worked on; ask again for its answer.',
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) },
  });
}

function reused(): RequestError {
  return new RequestError({
    status: 422,
    code: 'idempotencyKeyReused',
    message: 'This Idempotency-Key was used with another request; use a new one for each.',
  });
}
