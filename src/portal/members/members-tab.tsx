/** Members of a group: the list, and why each is in it. */
import { Button, makeStyles, Text } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ArrowDownloadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { type GroupOverview, groupQuery } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { saveFile } from '../shared/csv.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading, Note } from '../shared/page-states.tsx';
import { PersonPicker } from '../shared/person-picker.tsx';
import { VirtualGrid } from '../shared/virtual-grid.tsx';
import type { Member } from './member.ts';
import { useMemberColumns } from './member-columns.tsx';
import { type Change, MemberFilters, UNFILTERED } from './member-filters.tsx';
import { membersCsv } from './members-csv.ts';
import { isFiltered, type MembersSearch, readMembersSearch } from './members-search.ts';
import { type Members, useMembers } from './use-members.ts';
import { useReasons } from './use-reasons.ts';
import { WhyDrawer } from './why-drawer.tsx';

const ROUTE = '/groups/$groupId/members';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '4px 12px' },
  sides: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: '12px' },
  list: { flex: '1 1 520px', minWidth: 'min(320px, 100%)' },
});

export function MembersTab(): ReactNode {
  const styles = useStyles();
  const { groupId } = useParams({ from: ROUTE });
  const { search, change } = useMembersSearch();
  const { data: group } = useQuery(groupQuery(groupId));
  const members = useMembers(groupId, search);
  const list = useRef<HTMLDivElement>(null);
  const { why } = search;
  const openWhy = useCallback((id: string) => change({ why: id }), [change]);
  const closeWhy = (): void => {
    list.current?.querySelector<HTMLElement>(`[data-why="${why}"]`)?.focus();
    change({ why: undefined });
  };
  return (
    <>
      <Commands members={members} group={group} onWhy={openWhy} />
      <MemberFilters search={search} onChange={change} />
      {members.error !== null && <ErrorBar error={members.error} onRetry={members.retry} />}
      <SoFar members={members} search={search} total={group?.memberCount} />
      <div className={styles.sides}>
        <div ref={list} className={styles.list}>
          <List {...{ groupId, group, members, search, change, openWhy }} />
        </div>
        {why !== undefined && <WhyDrawer groupId={groupId} memberId={why} onClose={closeWhy} />}
      </div>
    </>
  );
}

interface CommandsProps {
  readonly members: Members;
  readonly group: GroupOverview | undefined;
  readonly onWhy: (id: string) => void;
}

function Commands({ members, group, onWhy }: CommandsProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [isDownloading, setDownloading] = useState(false);
  const { isComplete, shown, wantAll, error } = members;
  useEffect(() => {
    if (!isDownloading || !isComplete) return;
    setDownloading(false);
    saveFile('members.csv', membersCsv(shown));
  }, [isDownloading, isComplete, shown]);
  return (
    <div className={styles.bar}>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabledFocusable={isDownloading && error === null}
        onClick={() => {
          setDownloading(true);
          wantAll();
        }}
      >
        {isDownloading && error === null
          ? text('members.downloading', { count: members.readCount })
          : text('members.download')}
      </Button>
      <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={members.reload}>
        {text('members.refresh')}
      </Button>
      {group?.membershipRule !== null && (
        <PersonPicker label={text('members.whyNot')} onChoose={onWhy} />
      )}
    </div>
  );
}

interface SoFarProps {
  readonly members: Members;
  readonly search: MembersSearch;
  readonly total: number | undefined;
}

/** How far reading has come. */
function SoFar({ members, search, total }: SoFarProps): ReactNode {
  const text = useText();
  const { shown, readCount, isComplete } = members;
  if (readCount === 0) return null;
  if (isFiltered(search))
    return (
      <Text block role="status">
        {text(isComplete ? 'members.found' : 'members.foundSoFar', {
          count: shown.length,
          read: readCount,
        })}
      </Text>
    );
  const isDirect = search.all === undefined;
  if (isComplete || !isDirect || total === undefined)
    return <Text block>{text('members.count', { count: readCount })}</Text>;
  return <Text block>{text('members.count', { count: Math.max(total, readCount) })}</Text>;
}

interface ListProps {
  readonly groupId: string;
  readonly group: GroupOverview | undefined;
  readonly members: Members;
  readonly search: MembersSearch;
  readonly change: (some: Change) => void;
  readonly openWhy: (id: string) => void;
}

function List({ groupId, group, members, search, change, openWhy }: ListProps): ReactNode {
  const text = useText();
  const reasons = useReasons(groupId);
  const columns = useMemberColumns(reasons, openWhy);
  const { shown, readCount, isComplete, error } = members;
  if (readCount === 0 && !isComplete)
    return error === null ? <Loading what={text('members.loading')} /> : null;
  if (readCount === 0)
    return <Note title={text('members.empty')} text={text(emptyBecause(group))} />;
  if (shown.length === 0)
    return (
      <Note
        title={text('members.noMatch')}
        text={text('members.noMatch.text', { count: readCount })}
      >
        <Button onClick={() => change(UNFILTERED)}>{text('members.clear')}</Button>
      </Note>
    );
  return (
    <VirtualGrid
      label={text('members.title')}
      rows={shown}
      rowCount={isComplete ? shown.length : -1}
      columns={columns}
      idOf={idOf}
      onVisible={(rows: readonly Member[]) => {
        members.watch(rows);
        reasons.watch(rows);
      }}
      isSelected={({ id }) => id === search.why}
    />
  );
}

function idOf({ id }: Member): string {
  return id;
}

/** Why nobody is in it. */
function emptyBecause(group: GroupOverview | undefined): string {
  if (group === undefined || group.membershipRule === null) return 'members.empty.assigned';
  if (group.held !== null) return 'members.empty.held';
  return group.displayStatus === 'Update complete' ? 'members.empty.rule' : 'members.empty.waiting';
}

function useMembersSearch() {
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const change = useCallback(
    (some: Change) =>
      void navigate({
        search: (before) => readMembersSearch({ ...before, ...some }),
        replace: true,
      }),
    [navigate],
  );
  return { search, change };
}
