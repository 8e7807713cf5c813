/** The whole page: what all screens share, around the screen that the address names. */
import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { createQueryClient } from '../data/query-client.ts';
import { PortalIntl } from '../intl/portal-intl.tsx';
import { createPortalRouter } from '../routes.tsx';
import { Announcer } from '../shared/announcer.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import {
  keepPreferences,
  type Preferences,
  PreferencesOfPage,
  readPreferences,
} from './preferences.ts';
import { themeOf, useLook } from './theme.ts';

const isPseudo = new URLSearchParams(location.search).has('pseudo');

export function Portal(): ReactNode {
  const [preferences, setPreferences] = useState(readPreferences);
  const [queryClient] = useState(createQueryClient);
  const change = useCallback(
    (some: Partial<Preferences>) => setPreferences((before) => ({ ...before, ...some })),
    [],
  );
  useEffect(() => keepPreferences(preferences), [preferences]);
  const context = useMemo(() => ({ ...preferences, change }), [preferences, change]);
  const look = useLook(preferences.theme);
  useEffect(() => {
    document.documentElement.style.colorScheme = look === 'light' ? 'light' : 'dark';
  }, [look]);
  return (
    <PreferencesOfPage value={context}>
      <FluentProvider theme={themeOf(look)}>
        <PortalIntl language={preferences.language} isPseudo={isPseudo}>
          <QueryClientProvider client={queryClient}>
            <Announcer>
              <SignedIn>
                <Screens />
              </SignedIn>
            </Announcer>
          </QueryClientProvider>
        </PortalIntl>
      </FluentProvider>
    </PreferencesOfPage>
  );
}

/** Begins once the address is the page's own: before, it may be the issuer's answer. */
function Screens(): ReactNode {
  const [router] = useState(createPortalRouter);
  return <RouterProvider router={router} />;
}
