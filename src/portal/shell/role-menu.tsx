/** Who is signed in; in the local run, as whom: what each role sees can be tried. */
import { Button, Text } from '@fluentui/react-components';
import { PersonRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { meQuery } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { useSession } from '../sign-in/session.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { usePreferences } from './preferences.ts';

const NOBODY_ELSE = 'Global Administrator';

export function RoleMenu(): ReactNode {
  const text = useText();
  const { settings, signOut } = useSession();
  const { actAs, change } = usePreferences();
  const { data: me } = useQuery(meQuery);
  if (settings.isLocal)
    return (
      <ChoiceMenu
        label={text('shell.actAs')}
        icon={<PersonRegular />}
        chosen={actAs ?? NOBODY_ELSE}
        choices={settings.roles.map((role) => ({
          value: role,
          isFixed: role !== 'User',
          name: role === 'User' ? text('shell.noRole') : role,
        }))}
        onChoose={(role) => change({ actAs: role === NOBODY_ELSE ? null : role })}
      />
    );
  return (
    <>
      <Text>{me?.displayName}</Text>
      <Button appearance="subtle" onClick={() => void signOut()}>
        {text('shell.signOut')}
      </Button>
    </>
  );
}
