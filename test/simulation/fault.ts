/** The ways in which one request to storage can go wrong. */
import { StorageError } from '../../src/storage/storage-error.ts';
import type { Process } from './process.ts';

export const FAULTS = [
  /** No effect, and an error. */
  'error before',
  /** The effect, and an error all the same: the ambiguous failure. */
  'error after',
  /** The effect at once, an error much later, the clock moved on. */
  'time-out',
  /** An error at once, the effect much later. */
  'late effect',
  /** A condition is said to have failed although nothing is wrong. */
  'condition failed',
  /** The effect, and its repetition inside the client then finds its condition failed. */
  'condition failed after',
  /** The service is busy, and says so with 503 or 429. */
  'busy',
  /** The process is killed before the effect. */
  'killed before',
  /** The process is killed after the effect. */
  'killed after',
  /** The message in work is delivered to somebody else at the same time; a request of a client: everything queued is. */
  'delivered twice',
  /** The clock of the process goes wrong by an hour. */
  'clock ahead',
  'clock behind',
] as const;

export type Fault = (typeof FAULTS)[number];

/** A request about to be made. */
export interface Call {
  readonly process: Process;
  /** `table.verb` or `queue.send`. */
  readonly name: string;
  readonly partition?: string | undefined;
  /** Whether its answer can be that a condition failed. */
  readonly conditional: boolean;
}

/** What a fault needs of the world around it. */
export interface Surroundings {
  /** Lets others go on for a long time. */
  readonly linger: () => Promise<void>;
  readonly passTime: (milliseconds: number) => void;
  readonly deliverTwice: (process: Process) => void;
  /** Work that nobody waits for. */
  readonly detach: (work: Promise<unknown>) => void;
}

const HOUR = 3_600_000;

/** Whether the fault can happen to such a request. */
export function canHappen(fault: Fault, call: Call): boolean {
  return call.conditional || !fault.startsWith('condition failed');
}

/** Makes the call with the fault. `unmet` is the answer that says that a condition failed. */
export async function withFault<T>(
  fault: Fault,
  about: { readonly call: Call; readonly effect: () => Promise<T>; readonly unmet: T },
  around: Surroundings,
): Promise<T> {
  const { call, effect, unmet } = about;
  switch (fault) {
    case 'error before':
      throw new Error(`Simulated: ${call.name} failed.`);
    case 'error after':
      await effect();
      throw new Error(`Simulated: the answer of ${call.name} was lost.`);
    case 'time-out':
      await effect();
      around.passTime(3 * 60_000);
      await around.linger();
      throw new Error(`Simulated: ${call.name} timed out.`);
    case 'late effect':
      around.detach(around.linger().then(effect));
      throw new Error(`Simulated: ${call.name} went missing for a while.`);
    case 'condition failed':
      return unmet;
    case 'condition failed after':
      await effect();
      return unmet;
    case 'busy': {
      const [operation = '', name = ''] = call.name.split('.').reverse();
      throw new StorageError(
        { operation, name, status: 503, code: 'ServerBusy' },
        'Retry-After: 2',
      );
    }
    case 'killed before':
      return die(call.process);
    case 'killed after':
      await effect();
      return die(call.process);
    case 'delivered twice':
      around.deliverTwice(call.process);
      return effect();
    case 'clock ahead':
      call.process.skew = HOUR;
      return effect();
    case 'clock behind':
      call.process.skew = -HOUR;
      return effect();
  }
}

function die(process: Process): Promise<never> {
  process.kill();
  return new Promise(() => {});
}
