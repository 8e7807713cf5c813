/** The reason of a membership in a few words, in the reader's language. */
import { causeText } from '../../messages/explanation-texts.ts';
import { closestLanguage } from '../intl/languages.ts';
import { type Explanation, shownValue } from './explanation.ts';

interface Change {
  readonly name: string;
  readonly oldValue?: unknown;
  readonly newValue?: unknown;
  readonly hidden?: true;
}

/** What changed, "department: "Sales" → "Legal"", or what kind of thing happened. */
export function becauseOf({ event }: Explanation, locale: string): string {
  if (event?.change !== 'added') return '';
  const changes = changesIn(event.cause);
  if (changes.length > 0) return changes.map(changeText).join(' · ');
  return causeWords(event.cause.kind, locale);
}

/** What kind of thing happened. */
export function causeWords(kind: string, locale: string): string {
  return causeText(kind, closestLanguage([locale]), { at: 'none', groups: '…' });
}

function changesIn(cause: object): readonly Change[] {
  const changes = 'changes' in cause ? cause.changes : [];
  return Array.isArray(changes) ? changes : [];
}

function changeText({ name, oldValue, newValue, hidden }: Change): string {
  return hidden ? name : `${name}: ${shownValue(oldValue)} → ${shownValue(newValue)}`;
}
