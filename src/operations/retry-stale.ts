import { RequestError } from '../util/errors.ts';

/** How often a write is tried again when others write the same thing. */
const ATTEMPTS = 10;

/**
 * For a write that depends on what it read: `attempt` reads, checks, and writes on the condition that nobody wrote in
 * between (`writeOnReading`). Throws 503 when others keep being faster.
 */
export async function retryStale(attempt: () => Promise<void>): Promise<void> {
  for (let count = 0; count < ATTEMPTS; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleReading)) throw error;
    }
  }
  const message = 'The object is being changed by many others; try again in a moment.';
  const headers = { 'Retry-After': '1' };
  throw new RequestError({ status: 503, code: 'serviceNotAvailable', message, headers });
}

/** Somebody wrote between the reading and the write. */
class StaleReading extends Error {}

/** Runs a write that is conditional on the reading; its 412 then means: read again. */
export async function writeOnReading(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw error instanceof RequestError && error.status === 412 ? new StaleReading() : error;
  }
}
