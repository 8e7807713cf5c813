/** What saving would do, and Save: in a sentence, with a note for those who read the history later. */
import {
  Button,
  Field,
  Input,
  makeStaticStyles,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Right } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { type Preview, wouldBeHeld } from './preview.ts';

export interface SaveBarProps {
  readonly right: Right;
  /** Null where it can be saved; else why not now. */
  readonly reason: string | null;
  readonly isSaving: boolean;
  readonly isChanged: boolean;
  /** The finished preview of this very rule; null while there is none. */
  readonly preview: Preview | null;
  readonly onSave: (note: string) => void;
  readonly onDiscard: () => void;
}

const useStyles = makeStyles({
  bar: {
    '@media (min-width: 700px) and (min-height: 600px)': { position: 'sticky', bottom: 0 },
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: '12px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  outcome: { flexGrow: 1, flexBasis: '20em' },
});

/** What has focus is scrolled clear of the bar. */
const useRoom = makeStaticStyles({ html: { scrollPaddingBlockEnd: '7em' } });

export function SaveBar(props: SaveBarProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  useRoom();
  const { right, isSaving, isChanged, preview, onSave, onDiscard } = props;
  const [note, setNote] = useState('');
  const isHeld = preview !== null && wouldBeHeld(preview);
  const needsNote = isHeld && note.trim() === '';
  const reason = props.reason ?? (needsNote ? text('rule.save.noteNeeded') : null);
  const canSave = right.isAllowed && reason === null && !isSaving;
  const save = (): void => {
    if (canSave) onSave(note.trim());
  };
  useSaveKey(save);
  return (
    <section className={styles.bar} aria-label={text('rule.save.bar')}>
      <Text className={styles.outcome} role="status">
        {outcome(text, props, isHeld)}
      </Text>
      <Field label={text('rule.save.note')} required={isHeld}>
        <Input value={note} maxLength={400} onChange={(_, { value }) => setNote(value)} />
      </Field>
      <GuardedButton right={right} reason={reason} appearance="primary" onClick={save}>
        {isSaving ? <Spinner size="tiny" label={text('rule.save.saving')} /> : text('rule.save')}
      </GuardedButton>
      <Button disabledFocusable={!isChanged || isSaving} onClick={onDiscard}>
        {text('rule.discard')}
      </Button>
    </section>
  );
}

function outcome(
  text: ReturnType<typeof useText>,
  { isChanged, preview }: SaveBarProps,
  isHeld: boolean,
): string {
  if (!isChanged) return text('rule.save.unchanged');
  if (preview === null) return text('rule.save.unknown');
  const { additions, removals, before } = preview;
  const share = before === 0 ? 0 : removals / before;
  return text(isHeld ? 'rule.save.held' : 'rule.save.outcome', {
    additions,
    removals,
    before,
    share,
  });
}

/** Ctrl+S (⌘S) saves the rule, not the page. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      save();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
