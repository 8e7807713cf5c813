/** How answers are kept and asked for again, for all screens. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const MOST_TRIES = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        retry: (failures, error) =>
          error instanceof ApiError && error.isPassing && failures < MOST_TRIES,
        retryDelay: (failures, error) => delayOf(failures, error),
      },
      mutations: { retry: false },
    },
  });
}

function delayOf(failures: number, error: unknown): number {
  const told = error instanceof ApiError ? error.retryAfterSeconds : null;
  return told === null ? Math.min(1_000 * 2 ** failures, 8_000) : told * 1_000;
}
