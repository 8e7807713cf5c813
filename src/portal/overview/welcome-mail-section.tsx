import { Switch, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { deniedReason } from '../shared/guarded-button.tsx';
import { useGroupSettings } from './group-settings.ts';
import { Section } from './section.tsx';

export interface WelcomeMailProps {
  readonly group: GroupOverview;
  readonly isOn: boolean;
}

export function WelcomeMailSection({ group, isOn }: WelcomeMailProps): ReactNode {
  const text = useText();
  const right = useRight('editGroup', group);
  const setting = useGroupSettings(group, text('overview.saved'));
  return (
    <Section title={text('overview.welcomeMail')}>
      <Text>{text('overview.welcomeMail.text')}</Text>
      <Switch
        label={text('overview.welcomeMail.send')}
        checked={isOn}
        aria-disabled={!right.isAllowed}
        onChange={(_, { checked }) => {
          if (right.isAllowed) setting.mutate({ welcomeMail: checked });
        }}
      />
      {!right.isAllowed && <Text size={200}>{deniedReason(text, right)}</Text>}
      {setting.error !== null && <ErrorBar error={setting.error} />}
    </Section>
  );
}
