/** Who is signed in, for all screens. */
import { createContext, useContext } from 'react';
import type { SignInSettings } from './settings.ts';

export interface Session {
  readonly settings: SignInSettings;
  readonly signOut: () => Promise<void>;
}

export const SessionOfPage = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionOfPage);
  if (session === null) throw new Error('There is no session above this component.');
  return session;
}
