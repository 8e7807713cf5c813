/** What the page is told before anybody is signed in: GET /portal/settings. */
import { toApiError, unreachable } from '../data/api-error.ts';

export interface SignInSettings {
  readonly isLocal: boolean;
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

/** Rejects with ApiError. */
export async function readSignInSettings(): Promise<SignInSettings> {
  const response = await fetch('/portal/settings').catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) throw await toApiError(response);
  return await response.json();
}

/** Entra's issuers, whose tokens are asked for by a library of their own. */
export function isEntra(issuer: string): boolean {
  const { hostname } = new URL(issuer);
  return /^(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net|login\.partner\.microsoftonline\.cn)$/.test(
    hostname,
  );
}
