import { expect, it } from 'vitest';
import { retryStale, writeOnReading } from '../../src/operations/retry-stale.ts';
import { badRequest, preconditionFailed } from '../../src/util/errors.ts';

it('reads again when somebody wrote in between, until the write succeeds', async () => {
  let attempts = 0;
  await retryStale(async () => {
    attempts++;
    await writeOnReading(async () => {
      if (attempts < 3) throw preconditionFailed();
    });
  });
  expect(attempts).toBe(3);
});

it('says 503 when others keep being faster', async () => {
  const endless = retryStale(() => writeOnReading(() => Promise.reject(preconditionFailed())));
  await expect(endless).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
});

it('hands on at once what the caller is to see', async () => {
  let attempts = 0;
  const refused = retryStale(() => {
    attempts++;
    return writeOnReading(() => Promise.reject(badRequest('No.')));
  });
  await expect(refused).rejects.toMatchObject({ status: 400 });
  const stale = retryStale(() => {
    attempts++;
    return Promise.reject(preconditionFailed());
  });
  await expect(stale).rejects.toMatchObject({ status: 412 });
  expect(attempts).toBe(2);
});
