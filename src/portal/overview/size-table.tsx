/** What the chart shows, as a table: whenever something changed, and what happened beside it. */
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../intl/use-text.ts';
import { exactTime } from '../shared/relative-time.tsx';
import { type MemberCounts, tellingPoints } from './member-counts.ts';

const useStyles = makeStyles({
  place: { maxHeight: '320px', overflow: 'auto' },
  time: { minWidth: '13em' },
  words: { minWidth: '8em' },
});

interface Row {
  readonly dateTime: string;
  readonly key: string;
  readonly count: number | null;
  readonly added: number | null;
  readonly removed: number | null;
  readonly event: string;
}

export function SizeTable({ counts }: { readonly counts: MemberCounts }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const styles = useStyles();
  const figure = (number: number | null): string =>
    number === null ? '' : intl.formatNumber(number);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled with the keyboard.
    <section className={styles.place} aria-label={text('overview.size.table')} tabIndex={0}>
      <Table aria-label={text('overview.size')} size="small">
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.time}>{text('overview.size.time')}</TableHeaderCell>
            <TableHeaderCell>{text('overview.size.members')}</TableHeaderCell>
            <TableHeaderCell>{text('overview.size.added')}</TableHeaderCell>
            <TableHeaderCell>{text('overview.size.removed')}</TableHeaderCell>
            <TableHeaderCell className={styles.words}>
              {text('overview.size.event')}
            </TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rowsOf(counts, text).map((row) => (
            <TableRow key={row.key}>
              <TableCell>
                <time dateTime={row.dateTime}>{exactTime(intl, row.dateTime)}</time>
              </TableCell>
              <TableCell>{figure(row.count)}</TableCell>
              <TableCell>{figure(row.added)}</TableCell>
              <TableCell>{figure(row.removed)}</TableCell>
              <TableCell>{row.event}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

/** Newest first. */
function rowsOf(
  { value, markers }: MemberCounts,
  text: ReturnType<typeof useText>,
): readonly Row[] {
  const points = tellingPoints(value).map((point) => ({
    ...point,
    key: point.dateTime,
    event: '',
  }));
  const events = markers.map(({ dateTime, kind }, at) => ({
    dateTime,
    key: `${dateTime} ${kind} ${at}`,
    count: null,
    added: null,
    removed: null,
    event: text(`overview.size.marker.${kind}`),
  }));
  return [...points, ...events].sort((one, other) => other.dateTime.localeCompare(one.dateTime));
}
