import { expect, it } from 'vitest';
import { Turnstile } from '../../src/http/turnstile.ts';

/** Work that goes on until it is told to end. */
class Worker {
  readonly begun: number[] = [];
  readonly #end = new Map<number, (failure?: Error) => void>();

  work(number: number): () => Promise<number> {
    return () => {
      this.begun.push(number);
      return new Promise((resolve, reject) => {
        this.#end.set(number, (failure) => (failure ? reject(failure) : resolve(number)));
      });
    };
  }

  async end(number: number, failure?: Error): Promise<void> {
    this.#end.get(number)?.(failure);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

it('lets so many through at once, the others in their order as places become free', async () => {
  const turnstile = new Turnstile(2, 2);
  const worker = new Worker();
  const results = [0, 1, 2, 3].map((number) =>
    turnstile.pass(worker.work(number)).catch((error: Error) => error.message),
  );
  await worker.end(-1);
  expect(worker.begun).toEqual([0, 1]);
  expect(turnstile.isFull).toBe(true);
  await worker.end(1, new Error('failed'));
  expect(worker.begun).toEqual([0, 1, 2]);
  expect(turnstile.isFull).toBe(false);
  await worker.end(0);
  await worker.end(2);
  await worker.end(3);
  expect(await Promise.all(results)).toEqual([0, 'failed', 2, 3]);
});

it('has all its places again when everybody has gone', async () => {
  const turnstile = new Turnstile(1, 0);
  const worker = new Worker();
  for (let number = 0; number < 5; number++) {
    expect(turnstile.isFull).toBe(false);
    const result = turnstile.pass(worker.work(number));
    await worker.end(-1);
    expect(turnstile.isFull).toBe(true);
    await worker.end(number);
    expect(await result).toBe(number);
  }
});
