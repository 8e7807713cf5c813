/** Who a held change is about: the lists, each as long as it is, with a search in what has been read. */
import {
  Button,
  Field,
  makeStyles,
  SearchBox,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Page, pathOf, send } from '../data/client.ts';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading } from '../shared/page-states.tsx';
import { type HeldMember, HOLD_LISTS, type Hold, type HoldList, holdPath } from './hold.ts';

const useStyles = makeStyles({
  lists: { display: 'grid', gap: '8px', minWidth: 0 },
  tabs: { flexWrap: 'wrap' },
  search: { minWidth: 0, maxWidth: '420px' },
  scroll: {
    maxHeight: '20em',
    overflowY: 'auto',
    margin: 0,
    padding: '4px 8px',
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  more: { justifySelf: 'start' },
});

export function HeldMembers({ hold }: { readonly hold: Hold }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [list, setList] = useState<HoldList>(hold.removals > 0 ? 'removals' : 'additions');
  return (
    <div className={styles.lists}>
      <TabList
        className={styles.tabs}
        selectedValue={list}
        onTabSelect={(_, { value }) => setList(HOLD_LISTS.find((one) => one === value) ?? list)}
      >
        {HOLD_LISTS.filter((one) => hold[one] > 0 || one === list).map((one) => (
          <Tab key={one} value={one}>
            {text(`holds.${one}`, { count: hold[one] })}
          </Tab>
        ))}
      </TabList>
      <Members key={list} hold={hold} list={list} />
    </div>
  );
}

function Members({ hold, list }: { readonly hold: Hold; readonly list: HoldList }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['hold', hold.id, list, hold.diffHash],
    queryFn: ({ pageParam, signal }) => send<Page<HeldMember>>(pageParam, { signal }),
    initialPageParam: `${holdPath(hold.id)}/${list}`,
    getNextPageParam: (page) => page['@odata.nextLink'] && pathOf(page['@odata.nextLink']),
  });
  const read = query.data?.pages.flatMap(({ value }) => value) ?? [];
  const wanted = search.trim().toLowerCase();
  const shown = read.filter((one) => nameOf(one).toLowerCase().includes(wanted));
  if (query.error !== null)
    return <ErrorBar error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading what={text('holds.loadingList')} rows={3} />;
  return (
    <>
      <Field label={text('holds.search')}>
        <SearchBox
          className={styles.search}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
      </Field>
      <Text size={200}>{text('holds.read', { read: read.length, total: hold[list] })}</Text>
      <ul className={styles.scroll} aria-label={text(`holds.${list}`, { count: hold[list] })}>
        {shown.map((one) => (
          <li key={one.id}>{nameOf(one)}</li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className={styles.more} onClick={() => void query.fetchNextPage()}>
          {text('holds.more')}
        </Button>
      )}
    </>
  );
}

function nameOf({ displayName, id }: HeldMember): string {
  return displayName ?? id;
}
