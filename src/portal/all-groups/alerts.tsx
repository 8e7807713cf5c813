/** What is wrong with processing as a whole, above the list: late after 15 minutes, very late after an hour, the seeds' alert after a day. */
import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Alert, alertsQuery } from '../data/alerts.ts';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from '../shared/relative-time.tsx';
import { pauseAllQuery } from './pause-all.ts';

const HOUR = 60;

export function Alerts(): ReactNode {
  const { data } = useQuery(alertsQuery);
  return (
    <>
      <PausedBar />
      {data?.value
        .filter(({ groupId }) => groupId === null)
        .map((alert) => (
          <AlertBar key={alert.id} alert={alert} />
        ))}
    </>
  );
}

function AlertBar({ alert }: { readonly alert: Alert }): ReactNode {
  const text = useText();
  const { kind, oldestPending, limitMinutes = 0 } = alert;
  const isError = kind === 'delay' || kind === 'drift' || limitMinutes >= HOUR;
  return (
    <MessageBar intent={isError ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{titleOf(alert, text)}</MessageBarTitle>
        {sentenceOf(alert, text)}{' '}
        {oldestPending !== undefined && (
          <>
            {text('allGroups.alert.oldest')} <RelativeTime instant={oldestPending} />
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

function titleOf({ kind, limitMinutes = 0 }: Alert, text: ReturnType<typeof useText>): string {
  if (kind === 'delay') return text('allGroups.alert.delay');
  if (kind === 'drift') return text('allGroups.alert.drift');
  if (kind === 'delayWarning') return text('allGroups.alert.late', { minutes: limitMinutes });
  return text('allGroups.alert.other');
}

function sentenceOf(alert: Alert, text: ReturnType<typeof useText>): string {
  const { kind, limitMinutes = 0, driftedGroups = 0, driftedMemberships = 0 } = alert;
  if (kind === 'delay') return text('allGroups.alert.delay.text', { hours: limitMinutes / HOUR });
  if (kind === 'delayWarning') return text('allGroups.alert.late.text');
  if (kind === 'drift')
    return text('allGroups.alert.drift.text', {
      groups: driftedGroups,
      members: driftedMemberships,
    });
  return alert.message;
}

function PausedBar(): ReactNode {
  const text = useText();
  const { data: pause } = useQuery(pauseAllQuery);
  if (pause === undefined || pause.state === 'none') return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{text('allGroups.paused')}</MessageBarTitle>
        {text('allGroups.paused.text', {
          reason: pause.reason ?? '',
          count: pause.exceptions.length,
        })}{' '}
        {pause.sinceDateTime !== null && <RelativeTime instant={pause.sinceDateTime} />}
      </MessageBarBody>
    </MessageBar>
  );
}
