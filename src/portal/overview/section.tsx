/** A part of the overview, with its heading. */
import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

export interface SectionProps {
  readonly title: string;
  /** Over all columns. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    minWidth: 0,
    padding: '14px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0 },
  wide: { gridColumn: '1 / -1' },
});

export function Section({ title, isWide = false, children }: SectionProps): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={isWide ? `${styles.section} ${styles.wide}` : styles.section}
    >
      <Subtitle2 as="h2" id={id} className={styles.title}>
        {title}
      </Subtitle2>
      {children}
    </section>
  );
}
