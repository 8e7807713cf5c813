/** A paused group: by whom, since when and why, and what would change if it went on. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { RelativeTime } from '../shared/relative-time.tsx';
import { groupEventsQuery } from './group-events.ts';
import { usePausing } from './pausing.ts';
import { resumePreviewQuery } from './resume-preview.ts';

const useStyles = makeStyles({ body: { whiteSpace: 'normal', overflowWrap: 'anywhere' } });

export function PausedBar({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [isAsked, setAsked] = useState(false);
  const right = useRight('pauseGroup', group);
  const pausing = usePausing(group);
  const preview = useQuery(resumePreviewQuery(group.id, isAsked));
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{text('overview.paused')}</MessageBarTitle> <By group={group} />{' '}
          {text('overview.paused.text')}
          {isAsked && <Waiting {...preview} />}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => (isAsked ? void preview.refetch() : setAsked(true))}>
            {text('overview.resume.preview')}
          </Button>
          <GuardedButton
            right={right}
            onClick={() => pausing.mutate({ state: 'On' })}
            disabledFocusable={pausing.isPending}
          >
            {text('overview.resume')}
          </GuardedButton>
        </MessageBarActions>
      </MessageBar>
      {preview.error !== null && isAsked && (
        <ErrorBar error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {pausing.error !== null && <ErrorBar error={pausing.error} />}
    </>
  );
}

/** Who paused it, when, and why; nothing where the pause of all groups is what holds it. */
function By({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const { data } = useQuery(
    groupEventsQuery(group.id, { kind: 'paused', top: 1, version: group['@odata.etag'] }),
  );
  const event = data?.value[0];
  if (event === undefined || group.membershipRuleProcessingState !== 'Paused') return null;
  const name = event.actor?.displayName ?? event.actor?.id;
  return (
    <>
      {name === undefined ? text('overview.paused.since') : text('overview.paused.by', { name })}{' '}
      <RelativeTime instant={event.dateTime} />
      {event.note !== undefined && <> · {text('overview.paused.reason', { reason: event.note })}</>}
      .
    </>
  );
}

interface WaitingProps {
  readonly data: { readonly additions: number; readonly removals: number } | undefined;
  readonly isFetching: boolean;
}

function Waiting({ data, isFetching }: WaitingProps): ReactNode {
  const text = useText();
  if (isFetching || data === undefined)
    return <Spinner size="tiny" label={text('overview.resume.previewing')} />;
  const { additions, removals } = data;
  return (
    <Text block role="status">
      {text('overview.resume.waiting', { count: additions + removals, additions, removals })}
    </Text>
  );
}
