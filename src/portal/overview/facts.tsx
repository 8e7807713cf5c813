/** Names and values, one below the other. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: '8px 16px',
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});

export function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className={useStyles().list}>{children}</dl>;
}

export function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>
        <Text>{name}</Text>
      </dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
