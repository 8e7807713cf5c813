/** Shows what is below it once it is known who asks. */
import { Spinner } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { configureClient } from '../data/client.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { usePreferences } from '../shell/preferences.ts';
import type { Account } from './account.ts';
import { SessionOfPage } from './session.ts';
import { readSignInSettings, type SignInSettings } from './settings.ts';
import { signIn } from './sign-in.ts';

interface Opened {
  readonly settings: SignInSettings;
  /** Null in the local run. */
  readonly account: Account | null;
}

export function SignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useText();
  const opening = useQuery({ queryKey: ['session'], queryFn: open, staleTime: Infinity });
  const { actAs } = usePreferences();
  const { data } = opening;
  useActingAs(data, actAs);
  const session = useMemo(
    () => data && { settings: data.settings, signOut: async () => data.account?.signOut() },
    [data],
  );
  if (opening.error !== null)
    return <ErrorBar error={opening.error} onRetry={() => void opening.refetch()} />;
  if (session === undefined) return <Spinner label={text('shell.signIn.waiting')} />;
  return <SessionOfPage value={session}>{children}</SessionOfPage>;
}

async function open(): Promise<Opened> {
  const settings = await readSignInSettings();
  return { settings, account: settings.isLocal ? null : await signIn(settings) };
}

/** Set while rendering, before anything below asks; who becomes somebody else sees nothing of what was there before. */
function useActingAs(opened: Opened | undefined, actAs: string | null): void {
  const queries = useQueryClient();
  const before = useRef(actAs);
  if (opened !== undefined) configureClient({ credentials: () => credentialsOf(opened, actAs) });
  useEffect(() => {
    if (before.current === actAs) return;
    before.current = actAs;
    void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [actAs, queries]);
}

async function credentialsOf(
  { account }: Opened,
  actAs: string | null,
): Promise<Readonly<Record<string, string>>> {
  if (account !== null) return { Authorization: `Bearer ${await account.token()}` };
  return actAs === null ? {} : { 'X-Muster-Act-As': actAs };
}
