/**
 * Ctrl-C and SIGTERM: the first asks for an orderly end, the next one does not wait. npm starts us through a shell that
 * ends at a SIGTERM without passing it on; being left by that shell therefore counts as one.
 */

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/** npm passes a Ctrl-C on that the terminal has sent here already; the two come together. */
const SAME_PRESS = 700;

const LOOK_EVERY = 300;

/** `onImpatience` is called for a second signal. */
export function listenForStop(onImpatience: () => never): StopSignal {
  const controller = new AbortController();
  let first = 0;
  const stop = (): void => {
    if (first === 0) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > SAME_PRESS) {
      onImpatience();
    }
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (first === 0 && isLeft(parent)) stop();
  }, LOOK_EVERY);
  looking.unref();
  return {
    signal: controller.signal,
    release: () => {
      clearInterval(looking);
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}

function isLeft(parent: number): boolean {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
}
