/** All groups: find one, see what is late, failing or held, and act on several. */
import { Button, makeStyles, Title2 } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useDeferredValue, useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { type GroupOverview, groupTypeOf, membershipTypeOf } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading, Note } from '../shared/page-states.tsx';
import { statusWord } from '../shared/status.tsx';
import { VirtualGrid } from '../shared/virtual-grid.tsx';
import { Alerts } from './alerts.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { columnsIn, useColumns } from './columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HealthStrip } from './health-strip.tsx';
import { type GroupsSearch, readSearch, SORTS } from './search.ts';
import { type Selection, useSelection } from './selection.ts';
import { shownGroups } from './shown-groups.ts';
import { type SteadyOrder, useSteadyOrder } from './steady-order.ts';
import { Toolbar } from './toolbar.tsx';
import { type Groups, useGroups } from './use-groups.ts';

const useStyles = makeStyles({
  bars: { display: 'grid', gap: '8px', ':not(:empty)': { marginBottom: '8px' } },
  again: { marginBottom: '8px' },
});

export function AllGroupsScreen(): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { search, change, clear } = useListSearch();
  const groups = useGroups();
  const list = useRef<HTMLDivElement>(null);
  const arrange = useArrange(useDeferredValue(search));
  const order = useSteadyOrder(groups.rows, arrange, () =>
    Boolean(list.current?.contains(document.activeElement)),
  );
  const selection = useSelection(order.shown);
  useEffect(() => {
    document.title = `${text('allGroups.title')} · Muster`;
  }, [text]);
  const { rows, isComplete, error } = groups;
  return (
    <>
      <div className={styles.bars}>
        <Alerts />
        {error !== null && (
          <ErrorBar
            error={error}
            staleSince={rows.length > 0 ? groups.readAt : undefined}
            onRetry={groups.reload}
          />
        )}
      </div>
      <Title2 as="h1" block>
        {text('allGroups.title')}
      </Title2>
      <Toolbar
        groups={rows}
        shown={order.shown}
        isComplete={isComplete}
        onRefresh={groups.reload}
      />
      <HealthStrip groups={rows} isComplete={isComplete} search={search} />
      <FilterBar search={search} onChange={change} onClear={clear} />
      <BulkBar selection={selection} />
      {order.movedCount > 0 && (
        <Button className={styles.again} onClick={order.sortAgain}>
          {text('allGroups.sortAgain', { count: order.movedCount })}
        </Button>
      )}
      <div ref={list}>
        <List {...{ groups, order, selection, search, change, clear }} />
      </div>
    </>
  );
}

interface ListProps {
  readonly groups: Groups;
  readonly order: SteadyOrder;
  readonly selection: Selection;
  readonly search: GroupsSearch;
  readonly change: (some: Change) => void;
  readonly clear: () => void;
}

function List({ groups, order, selection, search, change, clear }: ListProps): ReactNode {
  const text = useText();
  const columns = useColumns(columnsIn(search.columns), selection);
  const navigate = useNavigate();
  if (groups.isLoading) return <Loading what={text('allGroups.loading')} />;
  if (groups.rows.length === 0 && groups.error !== null) return null;
  if (groups.rows.length === 0 && groups.isComplete)
    return (
      <Note title={text('allGroups.empty')} text={text('allGroups.empty.text')}>
        <Button appearance="primary" onClick={() => void navigate({ to: '/new-group' })}>
          {text('allGroups.newGroup')}
        </Button>
      </Note>
    );
  if (order.shown.length === 0)
    return (
      <Note
        title={text('allGroups.noMatch')}
        text={
          groups.isComplete
            ? text('allGroups.noMatch.text', { filters: filtersIn(search) })
            : text('allGroups.noMatch.soFar', { count: groups.rows.length })
        }
      >
        <Button onClick={clear}>{text('allGroups.clear')}</Button>
      </Note>
    );
  return (
    <VirtualGrid
      label={text('allGroups.title')}
      rows={order.shown}
      rowCount={groups.isComplete ? order.shown.length : -1}
      columns={columns}
      idOf={idOf}
      sort={{ column: search.sort ?? 'name', isDescending: search.descending === true }}
      onSort={(column) => change(sortedBy(search, column))}
      onVisible={groups.watch}
      isSelected={({ id }) => selection.ids.has(id)}
    />
  );
}

function idOf({ id }: GroupOverview): string {
  return id;
}

function filtersIn({ q, status, type, membership, property }: GroupsSearch): string {
  return [q, status, type, membership, property].filter(Boolean).join(' · ');
}

function sortedBy({ sort = 'name', descending }: GroupsSearch, column: string): Change {
  if (column === sort) return { descending: descending ? undefined : true };
  return { sort: SORTS.find((each) => each === column), descending: undefined };
}

function useArrange(search: GroupsSearch) {
  const text = useText();
  const { locale } = useIntl();
  return useCallback(
    (rows: readonly GroupOverview[]) =>
      shownGroups(rows, search, {
        language: locale,
        status: (group) => statusWord(text, group),
        type: (group) => text(`allGroups.type.${groupTypeOf(group)}`),
        membership: (group) => text(`allGroups.membership.${membershipTypeOf(group)}`),
      }),
    [search, locale, text],
  );
}

type Change = Partial<Record<keyof GroupsSearch, unknown>>;

function useListSearch() {
  const search = useSearch({ from: '/groups' });
  const navigate = useNavigate({ from: '/groups' });
  const change = useCallback(
    (some: Change) =>
      void navigate({ search: (before) => readSearch({ ...before, ...some }), replace: true }),
    [navigate],
  );
  const clear = useCallback(
    () =>
      void navigate({
        search: ({ sort, descending, columns }) => readSearch({ sort, descending, columns }),
        replace: true,
      }),
    [navigate],
  );
  return { search, change, clear };
}
