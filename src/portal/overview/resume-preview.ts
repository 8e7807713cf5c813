/** What resuming a paused group would change: a preview of the rule it has. */
import { queryOptions } from '@tanstack/react-query';
import { send } from '../data/client.ts';

interface Preview {
  readonly id: string;
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled';
  readonly additions: number;
  readonly removals: number;
  readonly errorMessage: string | null;
}

const PREVIEWS = '/muster/v1/previews';
const PAUSE = 500;

export function resumePreviewQuery(groupId: string, isAsked: boolean) {
  return queryOptions({
    queryKey: ['resume preview', groupId],
    queryFn: ({ signal }) => previewOf(groupId, signal),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

/** Rejects with ApiError, or where the preview does not end well. */
async function previewOf(groupId: string, signal: AbortSignal): Promise<Preview> {
  let preview = await send<Preview>(PREVIEWS, { method: 'POST', body: { groupId }, signal });
  while (preview.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    preview = await send<Preview>(`${PREVIEWS}/${preview.id}`, { signal });
  }
  if (preview.status !== 'completed') throw new Error(preview.errorMessage ?? preview.status);
  return preview;
}
