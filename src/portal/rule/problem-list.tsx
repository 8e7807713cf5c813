/** Errors and advice in words below the rule, each with what can be done at once. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import type { Problem } from '../rule-model/rule-problems.ts';
import { tryRewrite } from '../rule-model/try-rewrite.ts';
import { usePreferences } from '../shell/preferences.ts';
import { TextDifference } from './text-difference.tsx';

export interface ProblemListProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly isReadOnly: boolean;
  readonly onRewrite: (text: string) => void;
  /** Puts the cursor where the problem is. */
  readonly onShow: (problem: Problem) => void;
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  rewrite: { padding: `8px ${tokens.spacingHorizontalM}` },
});

export function ProblemList(props: ProblemListProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  if (props.problems.length === 0) return null;
  return (
    <section aria-label={text('rule.problems')}>
      <ul className={styles.list}>
        {props.problems.map((problem) => (
          <li key={`${problem.code} ${problem.from}`}>
            <ProblemItem {...props} problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProblemItem(props: ProblemListProps & { readonly problem: Problem }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { language } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const { problem, onShow, isReadOnly } = props;
  const { severity, message, hint, location, rewrite, suggestion } = problem;
  const isError = severity === 'error';
  const canFix = isError && rewrite !== null && suggestion !== null && !isReadOnly;
  return (
    <>
      <MessageBar intent={isError ? 'error' : 'info'} layout="multiline" politeness="polite">
        <MessageBarBody className={styles.body}>
          <span lang={language}>{`${message} ${hint ?? ''}`}</span>{' '}
          <Text size={200}>{text('rule.problem.place', { ...location })}</Text>
        </MessageBarBody>
        <MessageBarActions>
          {canFix && (
            <Button onClick={() => props.onRewrite(rewrite)}>
              {text('rule.fix', { suggestion })}
            </Button>
          )}
          {!isError && rewrite !== null && (
            <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {text('rule.showRewrite')}
            </Button>
          )}
          <Button onClick={() => onShow(problem)}>{text('rule.showPlace')}</Button>
        </MessageBarActions>
      </MessageBar>
      {isOpen && rewrite !== null && <Rewrite {...props} rewrite={rewrite} />}
    </>
  );
}

function Rewrite(props: ProblemListProps & { readonly rewrite: string }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [trial] = useState(() => tryRewrite(props.text, props.rewrite, new Date()));
  return (
    <div className={styles.rewrite}>
      <TextDifference before={props.text} after={props.rewrite} />
      <Text block size={200}>
        {trial.isSame
          ? text('rule.rewrite.same', { objects: trial.objects })
          : text('rule.rewrite.different')}
      </Text>
      {!props.isReadOnly && (
        <Button appearance="primary" onClick={() => props.onRewrite(props.rewrite)}>
          {trial.isSame ? text('rule.rewrite.take') : text('rule.rewrite.takeDifferent')}
        </Button>
      )}
    </div>
  );
}
