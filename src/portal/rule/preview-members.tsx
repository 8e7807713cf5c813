/** One list of a preview: as long as it is, with a search and the reason of each. */
import { Badge, Field, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { pathOf } from '../data/client.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import {
  type PreviewList,
  type PreviewMember,
  previewListPath,
  readPreviewList,
  shortReason,
} from './preview.ts';

export interface PreviewMembersProps {
  readonly id: string;
  readonly list: PreviewList;
  /** Members of the list, without a search. */
  readonly total: number;
}

const ROW = 64;

const useStyles = makeStyles({
  search: { minWidth: 0, maxWidth: '100%', overflow: 'hidden' },
  scroll: {
    maxHeight: '24em',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  all: { position: 'relative', listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    position: 'absolute',
    insetInline: 0,
    boxSizing: 'border-box',
    padding: '6px 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    display: 'grid',
    alignContent: 'start',
  },
  names: { display: 'flex', flexWrap: 'wrap', gap: '6px', alignItems: 'baseline' },
  reason: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

export function PreviewMembers({ id, list, total }: PreviewMembersProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['preview', id, list, search],
    queryFn: ({ pageParam, signal }) => readPreviewList(pageParam, signal),
    initialPageParam: previewListPath(id, list, search),
    getNextPageParam: (page) => page['@odata.nextLink'] && pathOf(page['@odata.nextLink']),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const members = query.data?.pages.flatMap(({ value }) => value) ?? [];
  const isEmpty = query.isSuccess && members.length === 0 && !query.hasNextPage;
  return (
    <>
      <Field label={text('rule.preview.search')}>
        <SearchBox
          className={styles.search}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
      </Field>
      {query.error !== null && (
        <ErrorBar error={query.error} onRetry={() => void query.refetch()} />
      )}
      {isEmpty && (
        <Text>{text(search === '' ? 'rule.preview.nobody' : 'rule.preview.noMatch')}</Text>
      )}
      {members.length > 0 && (
        <Rows
          members={members}
          list={list}
          total={search === '' ? total : members.length}
          onEnd={() => query.hasNextPage && !query.isFetching && void query.fetchNextPage()}
        />
      )}
    </>
  );
}

interface RowsProps {
  readonly members: readonly PreviewMember[];
  readonly list: PreviewList;
  readonly total: number;
  /** The last row that is there is on the screen. */
  readonly onEnd: () => void;
}

function Rows({ members, list, total, onEnd }: RowsProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    measureElement: (element) => element.getBoundingClientRect().height,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? 0) >= members.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd]);
  return (
    <section
      ref={scroll}
      className={styles.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be in reach of the keyboard.
      tabIndex={0}
      aria-label={text(`rule.preview.${list}`, { count: total })}
    >
      <ul className={styles.all} style={{ height: rows.getTotalSize() }}>
        {items.map(({ key, index, start }) => {
          const member = members[index];
          return (
            member !== undefined && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={total}
                aria-posinset={index + 1}
              >
                <Member member={member} list={list} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

function Member({
  member,
  list,
}: {
  readonly member: PreviewMember;
  readonly list: PreviewList;
}): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { displayName, id, userPrincipalName, userType, accountEnabled } = member;
  return (
    <>
      <div className={styles.names}>
        <Text weight="semibold">{displayName ?? id}</Text>
        <Text size={200}>{userPrincipalName}</Text>
        {userType?.toLowerCase() === 'guest' && (
          <Badge appearance="outline" color="warning">
            {text('rule.preview.guest')}
          </Badge>
        )}
        {accountEnabled === false && (
          <Badge appearance="outline" color="severe">
            {text('rule.preview.disabled')}
          </Badge>
        )}
      </div>
      <Text size={200} className={styles.reason}>
        {shortReason(member, list)}
      </Text>
    </>
  );
}
