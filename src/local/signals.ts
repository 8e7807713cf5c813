/** Ctrl-C and SIGTERM: the first asks for an orderly end, the next one does not wait. */

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/** npm passes a Ctrl-C on that the terminal has sent here already; the two come together. */
const SAME_PRESS = 700;

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
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
