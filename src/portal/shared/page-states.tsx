/** The states that every screen has beside its content: loading, empty, no match, denied. An error is ErrorBar. */
import { makeStyles, Skeleton, SkeletonItem, Subtitle1, Text } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { useAnnounce } from './announcer.tsx';

const SKELETON_AFTER = 150;

const useStyles = makeStyles({
  rows: { display: 'grid', gap: '10px', paddingTop: '10px' },
  note: {
    display: 'grid',
    justifyItems: 'start',
    gap: '10px',
    padding: '24px 0',
    maxWidth: '60ch',
  },
});

/** `what`: such as "Loading groups"; shown only when it takes noticeably long. */
export function Loading({
  what,
  rows = 8,
}: {
  readonly what: string;
  readonly rows?: number;
}): ReactNode {
  const styles = useStyles();
  const announce = useAnnounce();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(true);
      announce(what);
    }, SKELETON_AFTER);
    return () => clearTimeout(timer);
  }, [what, announce]);
  return (
    <div aria-busy="true" data-testid="loading">
      {isShown && (
        <Skeleton aria-label={what} className={styles.rows}>
          {Array.from({ length: rows }, (_, at) => (
            <SkeletonItem key={`row ${at.toString()}`} size={24} />
          ))}
        </Skeleton>
      )}
    </div>
  );
}

export interface NoteProps {
  readonly title: string;
  readonly text: string;
  /** The one useful thing to do. */
  readonly children?: ReactNode;
}

/** Nothing is there, or nothing matches, or nothing may be seen: why, and what to do. */
export function Note({ title, text, children }: NoteProps): ReactNode {
  const styles = useStyles();
  return (
    <section className={styles.note}>
      <Subtitle1 as="h2">{title}</Subtitle1>
      <Text>{text}</Text>
      {children}
    </section>
  );
}
