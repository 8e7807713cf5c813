/** The columns of the list, and which of them are shown. */
import { Checkbox, makeStyles, Text } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { FormattedNumber } from 'react-intl';
import { type GroupOverview, groupTypeOf, membershipTypeOf } from '../data/group.ts';
import { type Text as TextOf, useText } from '../intl/use-text.ts';
import { LastChange } from '../shared/last-change.tsx';
import { Status } from '../shared/status.tsx';
import type { GridColumn } from '../shared/virtual-grid.tsx';
import { RowMenu } from './row-menu.tsx';
import type { Selection } from './selection.ts';

export const COLUMNS = [
  'name',
  'type',
  'membership',
  'status',
  'members',
  'changed',
  'id',
  'mail',
  'source',
  'description',
  'rule',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

const USUAL: readonly ColumnName[] = ['name', 'type', 'membership', 'status', 'members', 'changed'];

/** The columns that an address names; the name of the group is always one of them. */
export function columnsIn(names: string | undefined): readonly ColumnName[] {
  if (names === undefined) return USUAL;
  const asked = new Set(names.split(','));
  return COLUMNS.filter((column) => column === 'name' || asked.has(column));
}

/** What the address says; nothing where it is as usual. */
export function writeColumns(columns: readonly ColumnName[]): string | undefined {
  return columns.join() === USUAL.join() ? undefined : columns.join();
}

const useStyles = makeStyles({
  link: { overflow: 'hidden', textOverflow: 'ellipsis', color: 'inherit' },
});

export function useColumns(
  shown: readonly ColumnName[],
  selection: Selection,
): readonly GridColumn<GroupOverview>[] {
  const text = useText();
  return useMemo(
    () => [
      selectColumn(text, selection),
      ...shown.map((name) => ({
        id: name,
        header: text(`allGroups.column.${name}`),
        ...LAYOUT[name],
        render: (group: GroupOverview, tabIndex: number) => cellOf(name, group, { text, tabIndex }),
      })),
      {
        id: 'menu',
        header: text('allGroups.column.menu'),
        width: '64px',
        hasControl: true,
        render: (group, tabIndex) => <RowMenu group={group} tabIndex={tabIndex} />,
      },
    ],
    [text, shown, selection],
  );
}

type Layout = Pick<GridColumn<GroupOverview>, 'width' | 'isSortable' | 'isNumber' | 'hasControl'>;

const LAYOUT: Readonly<Record<ColumnName, Layout>> = {
  name: { width: 'minmax(160px, 2fr)', isSortable: true, hasControl: true },
  type: { width: 'minmax(130px, 1fr)', isSortable: true },
  membership: { width: 'minmax(205px, 1fr)', isSortable: true },
  status: { width: 'minmax(210px, 1.6fr)', isSortable: true },
  members: { width: '110px', isSortable: true, isNumber: true },
  changed: { width: 'minmax(255px, 1.2fr)', isSortable: true },
  id: { width: '310px' },
  mail: { width: 'minmax(200px, 1fr)' },
  source: { width: '110px' },
  description: { width: 'minmax(200px, 2fr)' },
  rule: { width: 'minmax(260px, 3fr)' },
};

function cellOf(
  name: ColumnName,
  group: GroupOverview,
  { text, tabIndex }: { readonly text: TextOf; readonly tabIndex: number },
): ReactNode {
  switch (name) {
    case 'name':
      return <NameCell group={group} tabIndex={tabIndex} />;
    case 'type':
      return text(`allGroups.type.${groupTypeOf(group)}`);
    case 'membership':
      return text(`allGroups.membership.${membershipTypeOf(group)}`);
    case 'status':
      return <Status group={group} />;
    case 'members':
      return <FormattedNumber value={group.memberCount} />;
    case 'changed':
      return group.displayStatus === null ? '–' : <LastChange value={group.lastMembershipChange} />;
    case 'id':
      return <Text font="monospace">{group.id}</Text>;
    case 'mail':
      return group.mail ?? '–';
    case 'source':
      return text('allGroups.source.cloud');
    case 'description':
      return <Text truncate>{group.description ?? '–'}</Text>;
    case 'rule':
      return (
        <Text truncate font="monospace" translate="no">
          {group.membershipRule ?? '–'}
        </Text>
      );
  }
}

function NameCell({
  group,
  tabIndex,
}: {
  readonly group: GroupOverview;
  readonly tabIndex: number;
}): ReactNode {
  const styles = useStyles();
  return (
    <Link
      to="/groups/$groupId"
      params={{ groupId: group.id }}
      tabIndex={tabIndex}
      className={styles.link}
      title={group.displayName}
      translate="no"
    >
      {group.displayName}
    </Link>
  );
}

function selectColumn(text: TextOf, selection: Selection): GridColumn<GroupOverview> {
  return {
    id: 'select',
    header: text('allGroups.column.select'),
    width: '48px',
    hasControl: true,
    renderHeader: (tabIndex) => (
      <Checkbox
        tabIndex={tabIndex}
        aria-label={text('allGroups.selectAll')}
        checked={selection.isAll ? true : selection.ids.size > 0 ? 'mixed' : false}
        onChange={() => selection.toggleAll()}
      />
    ),
    render: (group, tabIndex) => (
      <Checkbox
        tabIndex={tabIndex}
        aria-label={text('allGroups.select', { name: group.displayName })}
        checked={selection.ids.has(group.id)}
        onChange={() => selection.toggle(group.id)}
      />
    ),
  };
}
