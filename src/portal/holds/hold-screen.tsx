/** A held change: what would happen, how far it is over which limit, and the decision. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  Title2,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../data/api-error.ts';
import { groupQuery } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading, Note } from '../shared/page-states.tsx';
import { RelativeTime } from '../shared/relative-time.tsx';
import { Decisions } from './decisions.tsx';
import { HeldMembers } from './held-members.tsx';
import { type Hold, holdQuery, rejectHold, releaseHold } from './hold.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '12px', minWidth: 0, overflowWrap: 'anywhere' },
  heading: { margin: 0 },
  link: { color: tokens.colorBrandForegroundLink },
  table: { borderCollapse: 'collapse', maxWidth: '640px', width: '100%' },
  cell: {
    padding: '6px 8px',
    textAlign: 'start',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function HoldScreen(): ReactNode {
  const text = useText();
  const { holdId } = useParams({ from: '/holds/$holdId' });
  const hold = useQuery(holdQuery(holdId));
  if (hold.data === undefined) {
    if (hold.error === null) return <Loading what={text('holds.loading')} />;
    if (hold.error instanceof ApiError && hold.error.status === 404)
      return <Note title={text('holds.notFound')} text={text('holds.notFound.text')} />;
    return <ErrorBar error={hold.error} onRetry={() => void hold.refetch()} />;
  }
  return (
    <>
      {hold.error !== null && (
        <ErrorBar
          error={hold.error}
          staleSince={hold.dataUpdatedAt}
          onRetry={() => void hold.refetch()}
        />
      )}
      <HeldChange key={hold.data.id} hold={hold.data} />
    </>
  );
}

/** What is decided on is what was looked at: when it becomes another, that is shown first. */
function HeldChange({ hold }: { readonly hold: Hold }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [seen, setSeen] = useState(hold);
  const { data: group } = useQuery(groupQuery(hold.groupId));
  const decision = useDecision(seen);
  const isOther = hold.diffHash !== seen.diffHash;
  const isOver = hold.status !== 'held';
  const name = group?.displayName ?? hold.groupId;
  return (
    <div className={styles.page}>
      <Title2 as="h1" className={styles.heading}>
        {text('holds.titleOf', { name })}
      </Title2>
      {isOver ? <Ended hold={hold} now={group?.held ?? null} /> : <Waiting hold={hold} />}
      {isOther && !isOver && <Changed seen={seen} hold={hold} onLook={() => setSeen(hold)} />}
      {decision.error !== null && <ErrorBar error={decision.error} />}
      <Text weight="semibold">
        {text('holds.counts', {
          additions: seen.additions,
          removals: seen.removals,
          before: seen.before,
        })}
      </Text>
      <Cause hold={seen} />
      <Limits hold={seen} />
      <Title3 as="h2" className={styles.heading}>
        {text('holds.affected')}
      </Title3>
      <HeldMembers hold={seen} />
      {!isOver && (
        <>
          <Title3 as="h2" className={styles.heading}>
            {text('holds.decide')}
          </Title3>
          <Decisions
            hold={seen}
            isBusy={decision.isPending}
            reason={isOther ? text('holds.changed.first') : null}
            onRelease={(note) => decision.mutate({ kind: 'release', note })}
            onReject={(note) => decision.mutate({ kind: 'reject', note })}
          />
        </>
      )}
    </div>
  );
}

function useDecision(hold: Hold) {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, note }: { readonly kind: 'release' | 'reject'; readonly note: string }) =>
      kind === 'release' ? releaseHold(hold, note) : rejectHold(hold, note),
    onSuccess: (_, { kind }) => announce(text(`holds.${kind}.done`)),
    // Refused or done, what is held now is another.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['hold', hold.id] }),
        queries.invalidateQueries({ queryKey: ['group', hold.groupId] }),
      ]),
  });
}

function Waiting({ hold }: { readonly hold: Hold }): ReactNode {
  const text = useText();
  return (
    <Text>
      {text('holds.since')} <RelativeTime instant={hold.createdDateTime} />. {text('holds.until')}{' '}
      <RelativeTime instant={hold.expiresDateTime} />.
    </Text>
  );
}

function Ended({ hold, now }: { readonly hold: Hold; readonly now: string | null }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { status, leftOut, endedDateTime, groupId } = hold;
  return (
    <MessageBar intent={status === 'released' ? 'success' : 'info'} layout="multiline">
      <MessageBarBody>
        {text(`holds.ended.${status}`)}{' '}
        {endedDateTime !== null && <RelativeTime instant={endedDateTime} />}
        {leftOut > 0 && <Text block>{text('holds.leftOut', { count: leftOut })}</Text>}
        {hold.note !== null && <Text block>{text('holds.noteWas', { note: hold.note })}</Text>}
      </MessageBarBody>
      <MessageBarActions>
        {now !== null && now !== hold.id && (
          <Link to="/holds/$holdId" params={{ holdId: now }} className={styles.link}>
            {text('holds.toNew')}
          </Link>
        )}
        <Link to="/groups/$groupId" params={{ groupId }} className={styles.link}>
          {text('holds.toGroup')}
        </Link>
      </MessageBarActions>
    </MessageBar>
  );
}

interface ChangedProps {
  readonly seen: Hold;
  readonly hold: Hold;
  readonly onLook: () => void;
}

function Changed({ seen, hold, onLook }: ChangedProps): ReactNode {
  const text = useText();
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        {text('holds.changed', {
          additionsBefore: seen.additions,
          removalsBefore: seen.removals,
          additions: hold.additions,
          removals: hold.removals,
        })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onLook}>{text('holds.changed.look')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

const CAUSES = [
  'created',
  'rule',
  'conversion',
  'resume',
  'restored',
  'reprocess',
  'import',
  'change',
  'source',
];

function Cause({ hold }: { readonly hold: Hold }): ReactNode {
  const text = useText();
  const { kind, ruleVersion, text: more } = hold.cause;
  return (
    <Text>
      {CAUSES.includes(kind) ? text(`holds.cause.${kind}`, { version: ruleVersion }) : kind} {more}
    </Text>
  );
}

function Limits({ hold }: { readonly hold: Hold }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const columns = ['holds.limit', 'holds.allowed', 'holds.actual', 'holds.verdict'];
  return (
    <table className={styles.table}>
      <caption className={styles.cell}>{text('holds.limits')}</caption>
      <thead>
        <tr>
          {columns.map((id) => (
            <th key={id} scope="col" className={styles.cell}>
              {text(id)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hold.limits.map(({ name, limit, actual }) => (
          <tr key={name}>
            <th scope="row" className={styles.cell} translate="no">
              {name}
            </th>
            <td className={styles.cell}>{text('holds.number', { number: limit })}</td>
            <td className={styles.cell}>{text('holds.number', { number: actual })}</td>
            <td className={styles.cell}>{text('holds.passed')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
