/** The workbench of one rule: builder and text in step, what is wrong, and who would come and go. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Tab,
  TabList,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { RuleScope } from '../../directory/rule-object.ts';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { extensionPropertiesQuery } from '../rule-builder/extension-properties.ts';
import { RuleBuilder } from '../rule-builder/rule-builder.tsx';
import { SimpleBuilder } from '../rule-builder/simple-builder.tsx';
import type { EditorCommands } from '../rule-editor/code-editor.tsx';
import { scopeNamed } from '../rule-model/condition-fields.ts';
import type { Problem } from '../rule-model/rule-problems.ts';
import { tokensOf } from '../rule-model/rule-tokens.ts';
import { withDrawing, withText } from '../rule-model/synced-rule.ts';
import { usePreferences } from '../shell/preferences.ts';
import type { Preview } from './preview.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { ProblemList } from './problem-list.tsx';
import { RuleText } from './rule-text.tsx';
import { useCheckedRule } from './use-checked-rule.ts';
import { usePreview } from './use-preview.ts';

/** What is known of the rule as it is now. */
export interface RuleState {
  readonly isValid: boolean;
  /** The finished preview of this very text; null while there is none. */
  readonly preview: Preview | null;
}

export interface RuleWorkbenchProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** The kind of object the group takes; null where the rule decides. */
  readonly scope: RuleScope | null;
  /** The group the rule is of; null for one that is still to be made. */
  readonly groupId: string | null;
  /** What it would be saved over, such as an ETag: when that is another, the preview is made again. */
  readonly basis?: string;
  readonly isReadOnly: boolean;
  readonly onState?: (state: RuleState) => void;
}

const VIEWS = ['builder', 'text', 'split', 'simple'] as const;
type View = (typeof VIEWS)[number];

const useStyles = makeStyles({
  bench: {
    display: 'grid',
    gap: '24px',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  rule: { display: 'grid', gap: '12px', alignContent: 'start', minWidth: 0 },
  tabs: { flexWrap: 'wrap' },
  past: { filter: 'grayscale(1)' },
});

export function RuleWorkbench(props: RuleWorkbenchProps): ReactNode {
  const styles = useStyles();
  const text = useText();
  const { groupId, onState, basis = '' } = props;
  const bench = useBench(props);
  const { checked } = bench;
  const canPreview = checked.isValid && checked.isReady;
  const preview = usePreview({ rule: canPreview ? props.text : null, groupId, basis });
  const found = canPreview && !preview.isWaiting ? preview.preview : null;
  useEffect(() => {
    onState?.({ isValid: canPreview, preview: found });
  }, [onState, canPreview, found]);
  const reason = previewReason(text, props.text, checked.isValid);
  return (
    <div className={styles.bench}>
      <div className={styles.rule}>
        <RuleViews {...props} bench={bench} />
      </div>
      <PreviewPanel {...preview} reason={reason} />
    </div>
  );
}

function previewReason(
  text: ReturnType<typeof useText>,
  rule: string,
  isValid: boolean,
): string | null {
  if (rule.trim() === '') return text('rule.preview.noRule');
  return isValid ? null : text('rule.preview.invalid');
}

type Bench = ReturnType<typeof useBench>;

/** The rule in both its views, and what is wrong with it. */
function useBench({ text, onChange, scope, isReadOnly }: RuleWorkbenchProps) {
  const { language } = usePreferences();
  const { data: extensions } = useQuery(extensionPropertiesQuery);
  const [rule, setRule] = useState(() => withText(text));
  if (rule.text !== text) setRule(withText(text, rule));
  const isEmpty = text.trim() === '';
  const checked = useCheckedRule(text, {
    scope,
    language,
    extensionProperties: extensions ?? null,
  });
  const write = useCallback(
    (written: string) => {
      if (!isReadOnly) onChange(written);
    },
    [onChange, isReadOnly],
  );
  const draw = useCallback(
    (root: NestedNode) => {
      const next = withDrawing(rule, root);
      setRule(next);
      onChange(next.text);
    },
    [rule, onChange],
  );
  return {
    rule,
    checked,
    problems: isEmpty ? NO_PROBLEMS : checked.problems,
    scope: scope ?? checked.scope ?? scopeOfText(text),
    extensionProperties: extensions ?? NO_NAMES,
    write,
    draw,
  };
}

/** An empty rule is not wrong yet. */
const NO_PROBLEMS: readonly Problem[] = [];
const NO_NAMES: readonly string[] = [];

/** What an unfinished rule is about, by its first property. */
function scopeOfText(text: string): RuleScope {
  const first = tokensOf(text).find(({ kind }) => kind === 'reference');
  return (first && scopeNamed(first.text)) ?? 'user';
}

function RuleViews({ bench, ...props }: RuleWorkbenchProps & { readonly bench: Bench }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [view, setView] = useState<View>('builder');
  const commands = useRef<EditorCommands | null>(null);
  const wanted = useRef<number | null>(null);
  const { rule, problems, write } = bench;
  const hasText = view === 'text' || view === 'split';
  const show = (problem: Problem): void => {
    if (hasText && commands.current !== null) commands.current.focusAt(problem.from);
    else {
      wanted.current = problem.from;
      setView('text');
    }
  };
  return (
    <>
      <TabList
        className={styles.tabs}
        aria-label={text('rule.views')}
        selectedValue={view}
        onTabSelect={(_, { value }) => setView(VIEWS.find((one) => one === value) ?? view)}
      >
        {VIEWS.map((one) => (
          <Tab key={one} value={one}>
            {text(`rule.view.${one}`)}
          </Tab>
        ))}
      </TabList>
      {(view === 'builder' || view === 'split') && (
        <BuilderView {...props} bench={bench} onShow={show} />
      )}
      {hasText && (
        <RuleText
          text={rule.text}
          onChange={write}
          problems={problems}
          scope={bench.scope}
          extensionProperties={bench.extensionProperties}
          isReadOnly={props.isReadOnly}
          commands={commands}
          startAt={wanted}
        />
      )}
      {view === 'simple' && (
        <SimpleBuilder text={rule.text} onChange={write} isReadOnly={props.isReadOnly} />
      )}
      <ProblemList
        text={rule.text}
        problems={problems}
        isReadOnly={props.isReadOnly}
        onRewrite={write}
        onShow={show}
      />
    </>
  );
}

interface BuilderViewProps extends RuleWorkbenchProps {
  readonly bench: Bench;
  readonly onShow: (problem: Problem) => void;
}

/** While the text can't be read the last good drawing is shown, and cannot be changed. */
function BuilderView({ bench, isReadOnly, onShow }: BuilderViewProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { rule, problems, scope, extensionProperties, draw } = bench;
  const [first] = problems;
  return (
    <>
      {!rule.isDrawn && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text('rule.builder.past')}</MessageBarBody>
          <MessageBarActions>
            {first !== undefined && (
              <Button onClick={() => onShow(first)}>{text('rule.builder.toProblem')}</Button>
            )}
          </MessageBarActions>
        </MessageBar>
      )}
      <div className={rule.isDrawn ? '' : styles.past}>
        <RuleBuilder
          root={rule.root}
          onChange={draw}
          scope={scope}
          extensionProperties={extensionProperties}
          isReadOnly={isReadOnly || !rule.isDrawn}
        />
      </div>
    </>
  );
}
