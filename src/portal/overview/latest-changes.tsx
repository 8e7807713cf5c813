/** What happened to the group lately, and why. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { GroupOverview } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading } from '../shared/page-states.tsx';
import { RelativeTime } from '../shared/relative-time.tsx';
import { type GroupEvent, groupEventsQuery } from './group-events.ts';
import { Section } from './section.tsx';

const SHOWN = 8;

const useStyles = makeStyles({
  list: { display: 'grid', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gap: '2px',
    paddingInlineStart: '10px',
    borderInlineStartWidth: '2px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
    overflowWrap: 'anywhere',
  },
  beside: { color: tokens.colorNeutralForeground2 },
});

export function LatestChanges({ group }: { readonly group: GroupOverview }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const version = `${group['@odata.etag']} ${group.lastMembershipChange}`;
  const { data, error, refetch } = useQuery(groupEventsQuery(group.id, { top: SHOWN, version }));
  return (
    <Section title={text('overview.changes')}>
      {error !== null && <ErrorBar error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <Loading what={text('overview.changes.loading')} rows={4} />
      )}
      {data !== undefined && (
        <ol className={styles.list} aria-label={text('overview.changes')}>
          {data.value.slice(0, SHOWN).map((event) => (
            <li key={event.id} className={styles.item}>
              <Text>{whatHappened(text, event)}</Text>
              <Text size={200} className={styles.beside}>
                <RelativeTime instant={event.dateTime} />
                <Beside event={event} />
              </Text>
            </li>
          ))}
        </ol>
      )}
      {data?.value.length === 0 && <Text>{text('overview.changes.none')}</Text>}
    </Section>
  );
}

function Beside({ event }: { readonly event: GroupEvent }): ReactNode {
  const actor = event.actor ?? event.cause?.actor;
  const note = event.note ?? event.cause?.note;
  return (
    <span translate="no">
      {actor && ` · ${actor.displayName ?? actor.id}`}
      {note !== undefined && ` · “${note}”`}
    </span>
  );
}

const KINDS = new Set([
  'created',
  'changed',
  'ownersChanged',
  'ruleChanged',
  'becameDynamic',
  'becameAssigned',
  'paused',
  'resumed',
  'reprocessed',
  'failed',
  'recovered',
  'runEnded',
  'held',
  'holdEnded',
  'restored',
]);

/** In the reader's language; what this page does not know, in the server's words. */
function whatHappened(text: ReturnType<typeof useText>, event: GroupEvent): string {
  const { kind, added, removed, cause } = event;
  if (kind === 'membersChanged')
    return text('overview.changes.members', {
      added: added ?? -1,
      removed: removed ?? -1,
      cause: cause?.kind ?? '',
    });
  return KINDS.has(kind) ? text('overview.changes.event', { kind }) : event.message;
}
