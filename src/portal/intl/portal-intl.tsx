/** Gives all below it the texts of the language chosen, and tells the page and the server which one that is. */
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { configureClient } from '../data/client.ts';
import { loadMessages } from './catalogues.ts';
import type { Language } from './languages.ts';
import type { Messages } from './merge.ts';

interface Loaded {
  readonly language: Language;
  readonly messages: Messages;
}

export interface PortalIntlProps {
  readonly language: Language;
  /** Texts half as long again and in other letters, for tests: what is not translated shows. */
  readonly isPseudo: boolean;
  readonly children: ReactNode;
}

export function PortalIntl({ language, isPseudo, children }: PortalIntlProps): ReactNode {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      const messages = await loadMessages(language);
      const shown = isPseudo ? (await import('./pseudo.ts')).pseudoMessages(messages) : messages;
      if (!isWanted) return;
      configureClient({ language });
      document.documentElement.lang = language;
      setLoaded({ language, messages: shown });
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [language, isPseudo]);
  // The earlier language stays until the next one is there: nothing is taken away, so focus and what is typed stay.
  if (loaded === null) return null;
  return (
    <IntlProvider locale={loaded.language} messages={{ ...loaded.messages }} onError={onError}>
      {children}
    </IntlProvider>
  );
}

function onError(error: { readonly message: string }): void {
  console.error(error.message);
}
