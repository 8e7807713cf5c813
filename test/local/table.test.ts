/** What `npm start` shows of the groups, on a terminal and elsewhere. */
import { describe, expect, test } from 'vitest';
import {
  type GroupLine,
  isSettled,
  renderChanges,
  renderTable,
} from '../../src/local/group-table.ts';
import { Screen } from '../../src/local/screen.ts';

function group(changes: Partial<GroupLine> = {}): GroupLine {
  return {
    id: 'g1',
    displayName: 'Sales',
    displayStatus: 'Update complete',
    memberCount: 1234,
    progress: null,
    ...changes,
  };
}

describe('the table', () => {
  test('has a line for each group, with how far a run has come', () => {
    const evaluating = group({
      displayName: 'A group whose name is much longer than the column is',
      displayStatus: 'Evaluating',
      progress: { done: 650, total: 1300 },
      memberCount: 0,
    });
    expect(renderTable([group(), evaluating], 18)).toEqual([
      'Group                               Status                    Members',
      'Sales                               Update complete             1,234',
      'A group whose name is much longer…  Evaluating 50 %                 0',
    ]);
  });

  test('shows first what is being worked on when there is too little room', () => {
    const groups = [
      ...Array.from({ length: 30 }, (_, index) => group({ id: `g${index}` })),
      group({ id: 'late', displayName: 'Late', displayStatus: 'Not started' }),
    ];
    const lines = renderTable(groups, 10);
    expect(lines).toHaveLength(12);
    expect(lines[1]).toContain('Late');
    expect(lines.at(-1)).toBe('… and 21 more');
  });
});

describe('without a terminal', () => {
  test('there is one line for each change of a status', () => {
    const known = new Map([['g1', 'Evaluating']]);
    const paused = group({ id: 'g2', displayName: 'Paused', displayStatus: 'Update paused' });
    const assigned = group({
      id: 'g3',
      displayName: 'By hand',
      displayStatus: null,
      memberCount: 1,
    });
    const started = group({ id: 'g4', displayName: 'New', displayStatus: 'Not started' });
    expect(renderChanges(known, [group(), paused, assigned, started])).toEqual([
      'Sales: Update complete, 1,234 members',
      'Paused: Update paused, 1,234 members',
      'By hand: Assigned, 1 member',
      'New: Not started',
    ]);
    expect(renderChanges(new Map([['g1', 'Update complete']]), [group()])).toEqual([]);
    expect(renderChanges(new Map([['g3', null]]), [assigned])).toEqual([]);
  });
});

test('a name can not steer the terminal', () => {
  const hostile = group({ displayName: 'a\u001b[2Jb' });
  expect(renderTable([hostile], 5)[1]).toMatch(/^a·\[2Jb /);
  expect(renderChanges(new Map(), [hostile])[0]).toMatch(/^a·\[2Jb: /);
});

test('the start is over when no group is worked on', () => {
  const quiet = ['Update complete', 'Update paused', 'Processing error', null];
  expect(isSettled(quiet.map((displayStatus) => group({ displayStatus })))).toBe(true);
  for (const displayStatus of ['Not started', 'Evaluating', 'Processing']) {
    expect(isSettled([group(), group({ displayStatus })])).toBe(false);
  }
});

test('a block is redrawn in its place, and lines come above it', () => {
  let written = '';
  const screen = new Screen({ isTTY: true, write: (text) => (written += text) });
  screen.block(['a', 'b']);
  screen.block(['a', 'b']);
  screen.block(['c', 'd']);
  screen.line('said');
  screen.leaveBlock();
  screen.line('end');
  const up = '\u001b[2A\u001b[0J';
  expect(written).toBe(`a\nb\n${up}c\nd\n${up}said\nc\nd\nend\n`);
});
