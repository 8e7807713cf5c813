/** How processing stands, and what can be done about it. */
import {
  Field,
  makeStyles,
  ProgressBar,
  Switch,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ErrorBar } from '../shared/error-bar.tsx';
import { deniedReason, GuardedButton } from '../shared/guarded-button.tsx';
import { LastChange } from '../shared/last-change.tsx';
import { Status, statusWord } from '../shared/status.tsx';
import { Fact, Facts } from './facts.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { usePausing } from './pausing.ts';
import { useProcessNow } from './process-now.ts';
import { Section } from './section.tsx';
import { useSecondsLeft } from './time-left.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  reason: { color: tokens.colorNeutralForeground2 },
});

export function ProcessingSection({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const right = useRight('changeRule', group);
  const processNow = useProcessNow(group);
  const isPaused = group.displayStatus === 'Update paused';
  useStatusTold(group);
  return (
    <Section title={text('overview.processing')}>
      <Facts>
        <Fact name={text('overview.status')}>
          <Status group={group} />
        </Fact>
        <Fact name={text('overview.lastChange')}>
          <LastChange value={group.lastMembershipChange} />
        </Fact>
      </Facts>
      <Progress group={group} />
      <div className={styles.actions}>
        <GuardedButton
          right={right}
          reason={isPaused ? text('overview.processNow.paused') : null}
          icon={<ArrowSyncRegular />}
          disabledFocusable={processNow.isPending}
          onClick={() => processNow.mutate()}
        >
          {text('overview.processNow')}
        </GuardedButton>
        <PauseSwitch group={group} />
      </div>
      {processNow.error !== null && (
        <ErrorBar error={processNow.error} onRetry={() => processNow.mutate()} />
      )}
    </Section>
  );
}

function Progress({ group: { progress } }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const left = useSecondsLeft(progress);
  if (progress === null || progress.total === 0) return null;
  const { done, total } = progress;
  return (
    <Field
      label={text('overview.progress')}
      validationState="none"
      validationMessage={
        text('overview.progress.text', { done, total }) +
        (left === null ? '' : ` · ${leftText(text, left)}`)
      }
    >
      <ProgressBar value={done} max={total} />
    </Field>
  );
}

const MINUTE = 60;

function leftText(text: ReturnType<typeof useText>, seconds: number): string {
  if (seconds < MINUTE) return text('overview.progress.seconds', { seconds });
  return text('overview.progress.minutes', { minutes: Math.ceil(seconds / MINUTE) });
}

function PauseSwitch({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [isAsking, setAsking] = useState(false);
  const right = useRight('pauseGroup', group);
  const pausing = usePausing(group);
  const isPaused = group.displayStatus === 'Update paused';
  const change = (): void => {
    if (!right.isAllowed || pausing.isPending) return;
    if (isPaused) pausing.mutate({ state: 'On' });
    else setAsking(true);
  };
  const toggle = (
    <Switch
      label={text('overview.pause')}
      checked={isPaused}
      aria-disabled={!right.isAllowed}
      onChange={change}
    />
  );
  return (
    <>
      {right.isAllowed ? (
        toggle
      ) : (
        <Tooltip content={deniedReason(text, right)} relationship="description">
          {toggle}
        </Tooltip>
      )}
      {!right.isAllowed && (
        <Text size={200} className={styles.reason}>
          {group.isOwned ? `${text('overview.pause.owner')} ` : ''}
          {deniedReason(text, right)}
        </Text>
      )}
      {pausing.error !== null && <ErrorBar error={pausing.error} />}
      {isAsking && <PauseDialog group={group} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Tells each change of the status, not the one that the page began with. */
function useStatusTold(group: GroupOverview): void {
  const text = useText();
  const announce = useAnnounce();
  const word = statusWord(text, group);
  const told = useRef(word);
  useEffect(() => {
    if (told.current === word) return;
    told.current = word;
    announce(word);
  }, [word, announce]);
}
