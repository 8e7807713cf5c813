/** Waits for a condition, looking again every 50 ms; throws with the last value seen when it does not come true in time. */
export async function until<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  seconds = 20,
): Promise<T> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > end)
      throw new Error(`Not within ${seconds} s; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
