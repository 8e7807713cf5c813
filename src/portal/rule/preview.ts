/** A preview: who would come and go if this rule were saved. */
import { type Page, send } from '../data/client.ts';

/** The three lists of a preview. */
export const PREVIEW_LISTS = ['additions', 'removals', 'unchanged'] as const;
export type PreviewList = (typeof PREVIEW_LISTS)[number];

export interface PreviewLimit {
  readonly name: string;
  readonly limit: number;
  readonly actual: number;
  readonly breached: boolean;
}

/** A preview as GET /muster/v1/previews/{id} answers it; counts grow until it is completed. */
export interface Preview {
  readonly id: string;
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled';
  readonly createdDateTime: string;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
  readonly unchanged: number;
  readonly guests: number;
  readonly disabledAccounts: number;
  readonly limits: readonly PreviewLimit[];
  /** What was found at once among some objects from all over the directory. */
  readonly sample: {
    readonly objects: number;
    readonly additions: number;
    readonly removals: number;
    readonly unchanged: number;
  };
  /** Null until it is completed; named when the rule is saved. */
  readonly diffHash: string | null;
  readonly errorMessage: string | null;
}

/** Someone in a list of a preview, with why. */
export interface PreviewMember {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName?: string | null;
  readonly userType?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly reason?: {
    readonly text?: string;
    readonly expressions?: readonly {
      readonly text: string;
      readonly verdict: boolean | null;
      readonly actual?: unknown;
    }[];
  } | null;
}

const ROOT = '/muster/v1/previews';

export function startPreview(
  membershipRule: string,
  groupId: string | null,
  signal: AbortSignal,
): Promise<Preview> {
  const body = { membershipRule, ...(groupId !== null && { groupId }) };
  return send<Preview>(ROOT, { method: 'POST', body, signal });
}

export function readPreview(id: string, signal: AbortSignal): Promise<Preview> {
  return send<Preview>(`${ROOT}/${id}`, { signal });
}

/** Nobody waits for it any more. A preview that is not cancelled ends by itself. */
export async function cancelPreview(id: string): Promise<void> {
  await send<null>(`${ROOT}/${id}`, { method: 'DELETE' }).catch(() => null);
}

/** The first page of a list, of those whose name, or user principal name, matches. */
export function previewListPath(id: string, list: PreviewList, search: string): string {
  const words = search.replaceAll('"', '').trim();
  const clauses = ['displayName', 'userPrincipalName'].map((name) => `"${name}:${words}"`);
  const query = words === '' ? '' : `&$search=${encodeURIComponent(clauses.join(' OR '))}`;
  return `${ROOT}/${id}/${list}?$top=100${query}`;
}

export function readPreviewList(path: string, signal: AbortSignal): Promise<Page<PreviewMember>> {
  return send<Page<PreviewMember>>(path, { signal });
}

/** What saving would do by the group's limits. */
export function wouldBeHeld({ limits }: Pick<Preview, 'limits'>): boolean {
  return limits.some(({ breached }) => breached);
}

/** The conditions that decided: those that hold for who comes or stays, those that do not for who goes. */
export function shortReason({ reason }: PreviewMember, list: PreviewList): string {
  const expressions = reason?.expressions ?? [];
  const wanted = list !== 'removals';
  const deciding = expressions.filter(({ verdict }) => verdict === wanted);
  const shown = (deciding.length > 0 ? deciding : expressions).map(({ text, actual }) =>
    actual === undefined ? text : `${text} (${shownValue(actual)})`,
  );
  return shown.length > 0 ? shown.join(' · ') : (reason?.text ?? '');
}

function shownValue(actual: unknown): string {
  return typeof actual === 'string' ? `"${actual}"` : JSON.stringify(actual);
}
