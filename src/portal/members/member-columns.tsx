/** The columns of the list; the name opens "Why?". */
import { Button, makeStyles } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../intl/use-text.ts';
import { RelativeTime } from '../shared/relative-time.tsx';
import type { GridColumn } from '../shared/virtual-grid.tsx';
import { becauseOf } from './because.ts';
import { kindOf, type Member, nameOf } from './member.ts';
import type { Reasons } from './use-reasons.ts';

const useStyles = makeStyles({
  name: {
    justifyContent: 'start',
    minWidth: 0,
    maxWidth: '100%',
    padding: 0,
    color: 'inherit',
    textDecorationLine: 'underline',
    overflow: 'hidden',
  },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis' },
});

export function useMemberColumns(
  { of }: Reasons,
  onWhy: (id: string) => void,
): readonly GridColumn<Member>[] {
  const text = useText();
  const { locale } = useIntl();
  const styles = useStyles();
  return useMemo(
    () => [
      {
        id: 'name',
        header: text('members.column.name'),
        width: 'minmax(170px, 1.5fr)',
        hasControl: true,
        render: (member, tabIndex) => (
          <Button
            appearance="transparent"
            className={styles.name}
            tabIndex={tabIndex}
            data-why={member.id}
            onClick={() => onWhy(member.id)}
          >
            <span className={styles.cut}>{nameOf(member)}</span>
          </Button>
        ),
      },
      {
        id: 'address',
        header: text('members.column.address'),
        width: 'minmax(200px, 1.5fr)',
        render: ({ userPrincipalName, mail }) => (
          <span className={styles.cut}>{userPrincipalName ?? mail ?? '–'}</span>
        ),
      },
      {
        id: 'userType',
        header: text('members.column.userType'),
        width: '130px',
        // As the directory says it; kinds of objects are ours.
        render: (member) =>
          member.userType ??
          (kindOf(member) === 'user' ? '–' : text(`members.kind.${kindOf(member)}`)),
      },
      {
        id: 'account',
        header: text('members.column.account'),
        width: '125px',
        render: ({ accountEnabled }) => accountWord(text, accountEnabled),
      },
      {
        id: 'since',
        header: text('members.column.since'),
        width: '150px',
        render: ({ id }) => {
          const why = of(id);
          if (why === undefined) return '…';
          return why.event?.change === 'added' ? (
            <RelativeTime instant={why.event.dateTime} />
          ) : (
            '–'
          );
        },
      },
      {
        id: 'because',
        header: text('members.column.because'),
        width: 'minmax(240px, 2fr)',
        render: ({ id }) => {
          const why = of(id);
          if (why === undefined) return '…';
          return <span className={styles.cut}>{becauseOf(why, locale) || '–'}</span>;
        },
      },
    ],
    [text, locale, styles, of, onWhy],
  );
}

function accountWord(
  text: ReturnType<typeof useText>,
  enabled: boolean | null | undefined,
): string {
  if (enabled === true) return text('members.account.enabled');
  return enabled === false ? text('members.account.disabled') : '–';
}
