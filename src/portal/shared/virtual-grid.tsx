/**
 * A grid of which only the rows in sight are drawn, and whose numbers are of all of them: one stop of the Tab key, arrows
 * within, and columns that sort. A cell holds at most one control, which then has the focus instead of its cell.
 */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type Cell, cellAfter } from './grid-keys.ts';

const ROW_HEIGHT = 40;
const OVERSCAN = 8;

export interface GridColumn<T> {
  readonly id: string;
  readonly header: string;
  /** Stands in the header instead of its text. */
  readonly renderHeader?: (tabIndex: number) => ReactNode;
  /** A width of CSS grids, such as `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly isSortable?: boolean;
  readonly isNumber?: boolean;
  /** Its cells hold a control, which takes the `tabIndex` given to `render`. */
  readonly hasControl?: boolean;
  readonly render: (row: T, tabIndex: number) => ReactNode;
}

export interface VirtualGridProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  /** Of all rows there are, when more are on their way; -1: not known yet. */
  readonly rowCount?: number;
  readonly columns: readonly GridColumn<T>[];
  readonly idOf: (row: T) => string;
  readonly sort?: { readonly column: string; readonly isDescending: boolean } | undefined;
  readonly onSort?: (column: string) => void;
  /** Told which rows are in sight. */
  readonly onVisible?: (rows: readonly T[]) => void;
  readonly isSelected?: (row: T) => boolean;
}

const useStyles = makeStyles({
  grid: {
    overflow: 'auto',
    maxHeight: 'max(320px, calc(100vh - 330px))',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    position: 'relative',
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  row: { display: 'grid', height: `${ROW_HEIGHT}px`, boxSizing: 'border-box', minWidth: '100%' },
  body: { position: 'relative' },
  line: {
    position: 'absolute',
    insetInlineStart: 0,
    top: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
  },
  cell: {
    display: 'flex',
    alignItems: 'center',
    padding: '0 8px',
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
    scrollMarginTop: `${ROW_HEIGHT}px`,
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  number: { justifyContent: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  sortButton: {
    minWidth: 0,
    paddingLeft: 0,
    paddingRight: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export function VirtualGrid<T>(props: VirtualGridProps<T>): ReactNode {
  const { label, rows, rowCount = rows.length, columns, idOf, onVisible } = props;
  const styles = useStyles();
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const { active, onKeyDown, onFocus } = useActiveCell(box, {
    rows: rows.length,
    columns: columns.length,
    scrollTo: (row) => virtualizer.scrollToIndex(row),
  });
  const items = virtualizer.getVirtualItems();
  const inSight = items.flatMap(({ index }) => rows[index] ?? []);
  const idsInSight = inSight.map(idOf).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when other rows come into sight, not when one changes.
  useEffect(() => onVisible?.(inSight), [idsInSight]);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const tabIndexAt = (row: number, column: number): number =>
    active.row === row && active.column === column ? 0 : -1;
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount < 0 ? -1 : rowCount + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={mergeClasses(styles.row, styles.head)}
        style={template}
        tabIndex={-1}
      >
        {columns.map((column, at) => (
          <HeaderCell
            key={column.id}
            column={column}
            at={at}
            tabIndex={tabIndexAt(-1, at)}
            grid={props}
          />
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Row
              key={idOf(row)}
              row={row}
              index={index}
              start={start}
              template={template}
              tabIndexAt={tabIndexAt}
              grid={props}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps<T> {
  readonly row: T;
  readonly index: number;
  /** Pixels from the top. */
  readonly start: number;
  readonly template: { readonly gridTemplateColumns: string };
  readonly tabIndexAt: (row: number, column: number) => number;
  readonly grid: VirtualGridProps<T>;
}

function Row<T>({ row, index, start, template, tabIndexAt, grid }: RowProps<T>): ReactNode {
  const styles = useStyles();
  const isChosen = grid.isSelected?.(row);
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={mergeClasses(styles.row, styles.line, isChosen && styles.selected)}
      style={{ ...template, transform: `translateY(${start}px)` }}
    >
      {grid.columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          data-cell={`${index}:${at}`}
          tabIndex={column.hasControl ? undefined : tabIndexAt(index, at)}
          className={mergeClasses(styles.cell, column.isNumber && styles.number)}
        >
          {column.render(row, tabIndexAt(index, at))}
        </div>
      ))}
    </div>
  );
}

interface HeaderCellProps<T> {
  readonly column: GridColumn<T>;
  readonly at: number;
  readonly tabIndex: number;
  readonly grid: VirtualGridProps<T>;
}

function HeaderCell<T>({ column, at, tabIndex, grid }: HeaderCellProps<T>): ReactNode {
  const styles = useStyles();
  const { sort, onSort } = grid;
  const isSorted = sort?.column === column.id;
  const direction = sort?.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={isSorted ? direction : undefined}
      data-cell={`-1:${at}`}
      tabIndex={column.isSortable || column.renderHeader ? undefined : tabIndex}
      className={mergeClasses(styles.cell, column.isNumber && styles.number)}
    >
      {column.renderHeader?.(tabIndex) ??
        (column.isSortable ? (
          <Button
            appearance="transparent"
            size="small"
            tabIndex={tabIndex}
            className={styles.sortButton}
            iconPosition="after"
            icon={
              isSorted ? sort?.isDescending ? <ArrowDownRegular /> : <ArrowUpRegular /> : undefined
            }
            onClick={() => onSort?.(column.id)}
          >
            {column.header}
          </Button>
        ) : (
          <strong>{column.header}</strong>
        ))}
    </div>
  );
}

const CONTROL = 'a, button, input';
const PAGE = 10;

interface ActiveCellOptions {
  readonly rows: number;
  readonly columns: number;
  readonly scrollTo: (row: number) => void;
}

/** Which cell has the one tab stop, and the keys that move it. */
function useActiveCell(box: React.RefObject<HTMLDivElement | null>, options: ActiveCellOptions) {
  const [wanted, setWanted] = useState<Cell>({ row: -1, column: 0 });
  const isMoving = useRef(false);
  const active = { ...wanted, row: Math.min(wanted.row, options.rows - 1) };
  useEffect(() => {
    if (!isMoving.current) return;
    const cell = box.current?.querySelector<HTMLElement>(
      `[data-cell="${active.row}:${active.column}"]`,
    );
    if (!cell) return;
    isMoving.current = false;
    (cell.querySelector<HTMLElement>(CONTROL) ?? cell).focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return {
    active,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey) return;
      const next = cellAfter(event, active, { ...options, page: PAGE });
      if (next === null) return;
      event.preventDefault();
      isMoving.current = true;
      if (next.row >= 0) options.scrollTo(next.row);
      setWanted(next);
    },
    // Whichever way focus came into a cell, that is where the Tab key comes back to.
    onFocus: (event: { readonly target: EventTarget }) => {
      const cell = event.target instanceof Element && event.target.closest('[data-cell]');
      if (!(cell instanceof HTMLElement)) return;
      const [row = -1, column = 0] = (cell.dataset.cell ?? '').split(':').map(Number);
      setWanted({ row, column });
    },
  };
}
