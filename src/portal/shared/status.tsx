/** The processing status of a group: icon, word, and how far it is. The one place that knows the words. */
import { makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  CircleHintRegular,
  ClockRegular,
  ErrorCircleRegular,
  PauseCircleRegular,
  QuestionCircleRegular,
  ShieldErrorRegular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { type Text as TextOf, useText } from '../intl/use-text.ts';

export type StatusName =
  | 'evaluating'
  | 'processing'
  | 'updateComplete'
  | 'processingError'
  | 'updatePaused'
  | 'notStarted'
  | 'held'
  | 'unknown';

const NAMES: Readonly<Record<string, StatusName>> = {
  Evaluating: 'evaluating',
  Processing: 'processing',
  'Update complete': 'updateComplete',
  'Processing error': 'processingError',
  'Update paused': 'updatePaused',
  'Not started': 'notStarted',
};

const ICONS: Readonly<Record<StatusName, ReactElement>> = {
  evaluating: <ClockRegular />,
  processing: <ArrowSyncRegular />,
  updateComplete: <CheckmarkCircleRegular />,
  processingError: <ErrorCircleRegular />,
  updatePaused: <PauseCircleRegular />,
  notStarted: <CircleHintRegular />,
  held: <ShieldErrorRegular />,
  unknown: <QuestionCircleRegular />,
};

const useStyles = makeStyles({
  status: { display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  evaluating: { color: tokens.colorNeutralForeground1 },
  processing: { color: tokens.colorNeutralForeground1 },
  updateComplete: { color: tokens.colorStatusSuccessForeground1 },
  processingError: { color: tokens.colorStatusDangerForeground1 },
  updatePaused: { color: tokens.colorNeutralForeground2 },
  notStarted: { color: tokens.colorNeutralForeground2 },
  held: { color: tokens.colorStatusWarningForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
  icon: { display: 'inline-flex', fontSize: '16px', flexShrink: 0 },
});

export type StatusOf = Pick<GroupOverview, 'displayStatus' | 'held' | 'progress' | 'errorMessage'>;

/** Null for an assigned group: no rule, no status. Held wins over the error that it is on the wire. */
export function statusName({ displayStatus, held }: StatusOf): StatusName | null {
  if (displayStatus === null) return null;
  if (held !== null && displayStatus !== 'Update paused') return 'held';
  return NAMES[displayStatus] ?? 'unknown';
}

/** The word of a status in the reader's language; one that is not known as the server says it. */
export function statusWord(text: TextOf, group: StatusOf): string {
  const name = statusName(group);
  if (name === null) return '–';
  return name === 'unknown' ? String(group.displayStatus) : text(`shared.status.${name}`);
}

export function Status({ group }: { readonly group: StatusOf }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const name = statusName(group);
  if (name === null)
    return (
      <Tooltip content={text('shared.status.assigned')} relationship="description">
        <Text>–</Text>
      </Tooltip>
    );
  const detail = detailOf(text, group);
  return (
    <Tooltip content={text(`shared.status.${name}.means`)} relationship="description">
      <span className={`${styles.status} ${styles[name]}`}>
        <span className={styles.icon} aria-hidden="true">
          {ICONS[name]}
        </span>
        <Text truncate wrap={false}>
          {statusWord(text, group)}
          {detail !== '' && <Text size={200}> · {detail}</Text>}
        </Text>
      </span>
    </Tooltip>
  );
}

/** How far it is, or what is wrong; nothing where the word says all. */
export function detailOf(text: TextOf, group: StatusOf): string {
  const { progress, errorMessage } = group;
  const name = statusName(group);
  if (name === 'processingError' && errorMessage !== null) return errorMessage;
  if ((name === 'evaluating' || name === 'processing') && progress !== null && progress.total > 0)
    return text('shared.status.progress', { done: progress.done, total: progress.total });
  return '';
}
