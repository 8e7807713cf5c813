/** A person who is signed in with an issuer, whichever library asked for it. */

export interface Account {
  /** A token that is valid now; goes to the issuer's page when there is none to be had without. */
  readonly token: () => Promise<string>;
  readonly signOut: () => Promise<void>;
}

/** What the libraries need. */
export interface Registration {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Where the issuer sends people back to. */
  readonly redirectUri: string;
}

/** The address to come back to after the issuer's page. */
const RETURN = 'muster.return';

export function rememberAddress(): void {
  sessionStorage.setItem(RETURN, location.pathname + location.search);
}

export function returnToAddress(): void {
  const address = sessionStorage.getItem(RETURN) ?? '/';
  sessionStorage.removeItem(RETURN);
  history.replaceState(
    null,
    '',
    address.startsWith('/') && !address.startsWith('//') ? address : '/',
  );
}
