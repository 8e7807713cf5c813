/** Tells people who don't see the page what happens on it: one message at a time, at most one in five seconds. */
import { makeStyles } from '@fluentui/react-components';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';

export type Announce = (message: string) => void;

const SPACING = 5_000;

const Announcing = createContext<Announce>(() => {});

/** `announce(message)`: only the latest of several in one interval is told. */
export function useAnnounce(): Announce {
  return useContext(Announcing);
}

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  const [told, setTold] = useState('');
  const waiting = useRef<{
    timer: ReturnType<typeof setTimeout> | null;
    next: string | null;
    last: number;
  }>({
    timer: null,
    next: null,
    last: -SPACING,
  });
  const announce = useCallback((message: string) => {
    const state = waiting.current;
    state.next = message;
    if (state.timer !== null) return;
    const rest = Math.max(0, state.last + SPACING - performance.now());
    state.timer = setTimeout(() => {
      state.timer = null;
      state.last = performance.now();
      if (state.next !== null) setTold(state.next);
    }, rest);
  }, []);
  useEffect(() => {
    const state = waiting.current;
    return () => {
      if (state.timer !== null) clearTimeout(state.timer);
      state.timer = null;
    };
  }, []);
  return (
    <Announcing value={announce}>
      {children}
      <div role="status" aria-live="polite" className={styles.hidden}>
        {told}
      </div>
    </Announcing>
  );
}
