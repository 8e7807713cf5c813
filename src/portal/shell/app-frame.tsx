/** What stands around every screen: skip link, header, navigation. */
import { Link as FluentLink, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../intl/use-text.ts';
import { LanguageMenu } from './language-menu.tsx';
import { RoleMenu } from './role-menu.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { ThemeMenu } from './theme-menu.tsx';

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    insetInlineStart: '-9999px',
    ':focus': { insetInlineStart: '8px', top: '8px', zIndex: 100, padding: '8px' },
    backgroundColor: tokens.colorNeutralBackground1,
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 16px',
    padding: '6px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    textDecoration: 'none',
    color: tokens.colorNeutralForeground1,
  },
  nav: { display: 'flex', flexWrap: 'wrap', gap: '4px', flexGrow: 1 },
  navLink: {
    padding: '6px 10px',
    minHeight: '24px',
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
    borderBottom: '2px solid transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    '&[aria-current="page"]': {
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
  tools: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  main: { padding: '16px', maxWidth: '1800px', boxSizing: 'border-box', outline: 'none' },
});

export function AppFrame(): ReactNode {
  const styles = useStyles();
  const text = useText();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewScreen(main);
  return (
    <>
      <FluentLink className={styles.skip} href="#main" onClick={() => main.current?.focus()}>
        {text('shell.skip')}
      </FluentLink>
      <header className={styles.header}>
        <Link to="/groups" className={styles.brand} aria-label={text('shell.home')}>
          <img src="/icon.svg" width={24} height={24} alt="" />
          <Text weight="semibold" size={400} translate="no">
            Muster
          </Text>
        </Link>
        <nav className={styles.nav} aria-label={text('shell.navigation')}>
          <Link to="/groups" className={styles.navLink} activeOptions={{ includeSearch: false }}>
            {text('shell.allGroups')}
          </Link>
          <Link to="/new-group" className={styles.navLink}>
            {text('shell.newGroup')}
          </Link>
          <Link to="/validate-rules" className={styles.navLink}>
            {text('shell.validateRules')}
          </Link>
        </nav>
        <div className={styles.tools}>
          <RoleMenu />
          <LanguageMenu />
          <ThemeMenu />
          <ShortcutHelp />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </>
  );
}

/** A new screen is read from its beginning; a change of filters within one leaves focus where it is. */
function useFocusOnNewScreen(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    const isStart = before.current === '/';
    before.current = path;
    if (!isStart) main.current?.focus({ preventScroll: false });
  }, [path, main]);
}
