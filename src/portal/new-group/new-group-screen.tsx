/** New group: basics, membership and review on one page; what is typed is kept for the session. */
import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Title2,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { useCheckedRule } from '../rule/use-checked-rule.ts';
import { usePreview } from '../rule/use-preview.ts';
import { extensionPropertiesQuery } from '../rule-builder/extension-properties.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { useDraft } from '../shared/draft.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { deniedReason, GuardedButton } from '../shared/guarded-button.tsx';
import { usePreferences } from '../shell/preferences.ts';
import { Basics } from './basics.tsx';
import { createGroup } from './create-group.ts';
import { DynamicQuery } from './dynamic-query.tsx';
import { Membership } from './membership.tsx';
import { MoreSettings } from './more-settings.tsx';
import {
  emptyDraft,
  type FieldName,
  type FieldProblem,
  type NewGroupDraft,
  problemsOf,
} from './new-group-draft.ts';
import { Review } from './review.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '12px', minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  link: { minHeight: '24px' },
});

export function NewGroupScreen(): ReactNode {
  const [empty] = useState(emptyDraft);
  const draft = useDraft<NewGroupDraft>('new-group', empty);
  const { value, set } = draft;
  const change = (some: Partial<NewGroupDraft>): void => set({ ...value, ...some });
  const [hasReturned, setReturned] = useState(false);
  if (value.query !== null && value.membership !== 'assigned') {
    const close = (rule: string): void => {
      setReturned(true);
      change({ rule, query: null });
    };
    return (
      <DynamicQuery
        query={value.query}
        scope={value.membership === 'dynamicDevice' ? 'device' : 'user'}
        onChange={(query) => change({ query })}
        onSave={() => close(value.query ?? value.rule)}
        onCancel={() => close(value.rule)}
      />
    );
  }
  return (
    <Form
      draft={value}
      change={change}
      hasReturned={hasReturned}
      forget={draft.forget}
      startAgain={() => {
        set(emptyDraft());
        draft.forget();
      }}
    />
  );
}

interface FormProps {
  readonly draft: NewGroupDraft;
  readonly change: (some: Partial<NewGroupDraft>) => void;
  /** Back from the rule: focus goes on where it was. */
  readonly hasReturned: boolean;
  readonly forget: () => void;
  readonly startAgain: () => void;
}

function Form({ draft, change, hasReturned, forget, startAgain }: FormProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const page = useRef<HTMLDivElement>(null);
  const [isTried, setTried] = useState(false);
  const rule = useRule(draft);
  const problems = problemsOf(draft, rule.isValid);
  const creation = useCreation(draft, forget);
  const groupTypes = draft.isUnified ? ['Unified'] : [];
  const right = useRight('createGroup', { groupTypes, isOwned: false });
  const focusOn = (field: FieldName): void => focusField(page.current, field);
  useEffect(() => {
    if (hasReturned) focusField(page.current, 'rule');
  }, [hasReturned]);
  const create = (isPaused: boolean): void => {
    const [first] = problems;
    setTried(first !== undefined);
    if (first !== undefined) focusOn(first.field);
    else if (!creation.isPending) creation.mutate(isPaused);
  };
  const problemOf = (field: FieldName): string | undefined => {
    const problem = isTried ? problems.find((one) => one.field === field) : undefined;
    return problem && text(problem.text);
  };
  const part = { draft, change, problemOf };
  return (
    <div ref={page} className={styles.page}>
      <Title2 as="h1">{text('newGroup.title')}</Title2>
      {right.isKnown && !right.isAllowed && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{`${deniedReason(text, right)} ${text('newGroup.ask')}`}</MessageBarBody>
        </MessageBar>
      )}
      {isTried && problems.length > 0 && <Problems problems={problems} onShow={focusOn} />}
      {creation.error !== null && <ErrorBar error={creation.error} />}
      <Basics {...part} />
      <Membership {...part} />
      <MoreSettings {...part} />
      <Review draft={draft} found={rule.found} advice={rule.advice} />
      <div className={styles.actions}>
        <GuardedButton right={right} appearance="primary" onClick={() => create(false)}>
          {creation.isPending ? (
            <Spinner size="tiny" label={text('newGroup.creating')} />
          ) : (
            text('newGroup.create')
          )}
        </GuardedButton>
        {draft.membership !== 'assigned' && (
          <GuardedButton right={right} onClick={() => create(true)}>
            {text('newGroup.createPaused')}
          </GuardedButton>
        )}
        <Button onClick={startAgain}>{text('newGroup.startAgain')}</Button>
      </div>
    </div>
  );
}

/** What the engine says of the rule, and whom it selects today. */
function useRule({ rule, membership }: NewGroupDraft) {
  const { language } = usePreferences();
  const { data: extensionProperties = null } = useQuery(extensionPropertiesQuery);
  const scope = membership === 'dynamicDevice' ? 'device' : 'user';
  const checked = useCheckedRule(rule, { scope, language, extensionProperties });
  const isUsed = membership !== 'assigned' && rule.trim() !== '';
  const isValid = checked.isValid && checked.isReady;
  const found = usePreview({ rule: isUsed && isValid ? rule : null, groupId: null, basis: '' });
  return { isValid, found, advice: isUsed && isValid ? checked.problems.length : 0 };
}

function useCreation(draft: NewGroupDraft, forget: () => void) {
  const text = useText();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (isPaused: boolean) => createGroup(draft, isPaused),
    onSuccess: async (groupId) => {
      forget();
      announce(text('newGroup.created', { name: draft.name }));
      void queries.invalidateQueries({ queryKey: ['groups'] });
      await navigate({ to: '/groups/$groupId', params: { groupId } });
    },
  });
}

interface ProblemsProps {
  readonly problems: readonly FieldProblem[];
  readonly onShow: (field: FieldName) => void;
}

function Problems({ problems, onShow }: ProblemsProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{text('newGroup.problems', { count: problems.length })}</MessageBarTitle>
        <ul>
          {problems.map(({ field, text: key }) => (
            <li key={key}>
              <Link as="button" className={styles.link} onClick={() => onShow(field)}>
                {text(key)}
              </Link>
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

function focusField(page: HTMLElement | null, field: FieldName): void {
  page
    ?.querySelector(`[data-field="${field}"]`)
    ?.querySelector<HTMLElement>('input, textarea, button, summary')
    ?.focus();
}
