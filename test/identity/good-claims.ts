import type { Members, TestIssuer } from '../support/test-issuer.ts';

export const AUDIENCE = 'api://groups.contoso.com';
export const TENANT = '8f3c1c3e-0000-4000-8000-000000000001';

/** What tokens of a user say, as Entra writes them (version 2). */
export interface Claims extends Members {
  readonly iss: string;
  readonly aud: string;
  readonly exp: number;
  readonly oid: string;
}

/** Of a Global Administrator who lets a program read groups and users. */
export function goodClaims(issuer: TestIssuer, now: Date): Claims {
  const at = Math.floor(now.getTime() / 1_000);
  return {
    iss: issuer.address,
    aud: AUDIENCE,
    iat: at - 10,
    nbf: at - 10,
    exp: at + 3_600,
    sub: 'who-this-is-to-that-program',
    oid: '2a9c0f1e-0000-4000-8000-00000000aaaa',
    tid: TENANT,
    azp: '5e1d0c1e-0000-4000-8000-000000000002',
    scp: 'Group.Read.All User.Read.All',
    name: 'Grace McAllister',
    preferred_username: 'grace@contoso.com',
    wids: ['62e90394-69f5-4237-9190-012177145e10'],
    ver: '2.0',
  };
}
