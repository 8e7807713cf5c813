/** The rule as text: the editor with its commands and its counter of characters. */
import { Button, Caption1, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { RULE_LENGTH_LIMIT } from '../../language/check-text.ts';
import { useText } from '../intl/use-text.ts';
import { suggestValues } from '../rule-builder/directory-values.ts';
import type { EditorCommands } from '../rule-editor/code-editor.tsx';
import type { Problem } from '../rule-model/rule-problems.ts';
import { useEditorWords } from './use-editor-words.ts';

const CodeEditor = lazy(async () => {
  const { CodeEditor: component } = await import('../rule-editor/code-editor.tsx');
  return { default: component };
});

export interface RuleTextProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly problems: readonly Problem[];
  readonly scope: 'user' | 'device';
  readonly extensionProperties: readonly string[];
  readonly isReadOnly: boolean;
  readonly commands: RefObject<EditorCommands | null>;
  /** Where the cursor is put when the editor opens; null: focus stays where it is. */
  readonly startAt: RefObject<number | null>;
}

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', marginBottom: '8px' },
  counter: { marginInlineStart: 'auto' },
  over: { color: tokens.colorPaletteRedForeground1 },
  keys: { display: 'block', marginTop: '4px' },
});

export function RuleText(props: RuleTextProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const words = useEditorWords(props.problems);
  const { commands, isReadOnly, problems } = props;
  const used = props.text.length;
  const [announced, setAnnounced] = useState('');
  return (
    <div>
      <div className={styles.bar}>
        <Button
          size="small"
          disabledFocusable={isReadOnly}
          onClick={() => commands.current?.format()}
        >
          {text('rule.format')}
        </Button>
        <Button
          size="small"
          disabledFocusable={problems.length === 0}
          onClick={() => commands.current?.goToProblem(-1)}
        >
          {text('rule.previousProblem')}
        </Button>
        <Button
          size="small"
          disabledFocusable={problems.length === 0}
          onClick={() => commands.current?.goToProblem(1)}
        >
          {text('rule.nextProblem')}
        </Button>
        <Text size={200} className={styles.counter}>
          <span className={used > RULE_LENGTH_LIMIT ? styles.over : ''}>
            {text('rule.counter', { used, limit: RULE_LENGTH_LIMIT })}
          </span>
        </Text>
      </div>
      <Suspense fallback={<Spinner size="tiny" label={text('rule.loadingEditor')} />}>
        <CodeEditor
          {...props}
          words={words}
          suggestValues={suggestValues}
          announce={setAnnounced}
        />
      </Suspense>
      <Caption1 className={styles.keys} role="status" aria-live="assertive">
        {announced}
      </Caption1>
      <Caption1 className={styles.keys}>{text('rule.keys')}</Caption1>
    </div>
  );
}
