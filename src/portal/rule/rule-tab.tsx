/** The rule of a group: Dynamic membership rules. */
import { MessageBar, MessageBarBody, makeStyles, Title3 } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { type GroupOverview, groupQuery, membershipTypeOf } from '../data/group.ts';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { useDraft } from '../shared/draft.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { deniedReason } from '../shared/guarded-button.tsx';
import { Loading, Note } from '../shared/page-states.tsx';
import { type Conflict, ConflictDialog } from './conflict-dialog.tsx';
import {
  type GroupRule,
  groupRuleQuery,
  isDiffChanged,
  type RuleToSave,
  saveRule,
} from './group-rule.ts';
import { wouldBeHeld } from './preview.ts';
import { type RuleState, RuleWorkbench } from './rule-workbench.tsx';
import { SaveBar } from './save-bar.tsx';

const useStyles = makeStyles({ tab: { display: 'grid', gap: '12px', minWidth: 0 } });

export function RuleTab(): ReactNode {
  const text = useText();
  const { groupId } = useParams({ from: '/groups/$groupId' });
  const { data: group, error, refetch } = useQuery(groupRuleQuery(groupId));
  if (group === undefined) {
    return error === null ? (
      <Loading what={text('rule.loading')} />
    ) : (
      <ErrorBar error={error} onRetry={() => void refetch()} />
    );
  }
  if (!group.groupTypes.includes('DynamicMembership')) {
    return <Note title={text('rule.assigned')} text={text('rule.assigned.text')} />;
  }
  return <RuleOfGroup key={group.id} group={group} />;
}

function RuleOfGroup({ group }: { readonly group: GroupRule }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const saved = group.membershipRule ?? '';
  const draft = useDraft(`rule-${group.id}`, saved);
  const [state, setState] = useState<RuleState>({ isValid: false, preview: null });
  const { data: overview } = useQuery(groupQuery(group.id));
  const right = useRight('changeRule', overview);
  const save = useSave(group, draft.forget);
  const isReadOnly = right.isKnown && !right.isAllowed;
  const isChanged = draft.value !== saved;
  const discard = useCallback(() => {
    draft.set(saved);
    draft.forget();
  }, [draft, saved]);
  return (
    <div className={styles.tab}>
      <Title3 as="h2">{text('rule.title')}</Title3>
      {isReadOnly && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{`${text('rule.readOnly')} ${deniedReason(text, right)}`}</MessageBarBody>
        </MessageBar>
      )}
      <RuleWorkbench
        text={draft.value}
        onChange={draft.set}
        scope={scopeOf(overview)}
        groupId={group.id}
        basis={`${group['@odata.etag']} ${save.refusals}`}
        isReadOnly={isReadOnly}
        onState={setState}
      />
      {save.error !== null && <ErrorBar error={save.error} />}
      <SaveBar
        right={right}
        reason={reasonAgainst(text, { isChanged, isValid: state.isValid })}
        isSaving={save.isPending}
        isChanged={isChanged}
        preview={state.preview}
        onSave={(note) => {
          const { preview } = state;
          // A change that is held is decided on there, not here.
          const diffHash = preview === null || wouldBeHeld(preview) ? null : preview.diffHash;
          save.mutate({ rule: draft.value, note, diffHash });
        }}
        onDiscard={discard}
      />
      {save.conflict !== null && (
        <ConflictDialog
          conflict={save.conflict}
          onKeepYours={save.keepYours}
          onTakeTheirs={() => {
            draft.set(save.conflict?.theirs ?? saved);
            save.takeTheirs();
          }}
          onClose={save.close}
        />
      )}
    </div>
  );
}

/** Saving, and what follows when somebody else was faster: nothing that was typed is lost. */
function useSave(group: GroupRule, forgetDraft: () => void) {
  const text = useText();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [found, setFound] = useState<{ readonly theirs: GroupRule; readonly yours: string } | null>(
    null,
  );
  const [refusals, setRefusals] = useState(0);
  const know = (now: GroupRule): void => {
    client.setQueryData(groupRuleQuery(group.id).queryKey, now);
  };
  const { mutate, isPending, error } = useMutation({
    mutationFn: (toSave: RuleToSave) => saveRule(group, toSave),
    onError: (failure) => setRefusals((count) => count + (isDiffChanged(failure) ? 1 : 0)),
    onSuccess: async (result, { rule }) => {
      if (!result.saved) return setFound({ theirs: result.theirs, yours: rule });
      know(result.group);
      forgetDraft();
      announce(text('rule.save.done'));
      await client.invalidateQueries({ queryKey: groupQuery(group.id).queryKey });
    },
  });
  const conflict: Conflict | null = found && {
    base: group.membershipRule ?? '',
    theirs: found.theirs.membershipRule ?? '',
    yours: found.yours,
  };
  const settle = (): void => {
    if (found !== null) know(found.theirs);
    setFound(null);
  };
  return {
    mutate,
    isPending,
    error,
    conflict,
    /** How often members had changed since the preview, which is then made again. */
    refusals,
    /** What is typed stays, now over their rule: it can be looked at once more and saved. */
    keepYours: settle,
    takeTheirs: () => {
      settle();
      forgetDraft();
    },
    close: () => setFound(null),
  };
}

function scopeOf(group: GroupOverview | undefined): 'user' | 'device' | null {
  if (group === undefined) return null;
  const type = membershipTypeOf(group);
  if (type === 'dynamicDevice') return 'device';
  return type === 'dynamicUser' ? 'user' : null;
}

function reasonAgainst(
  text: ReturnType<typeof useText>,
  { isChanged, isValid }: { readonly isChanged: boolean; readonly isValid: boolean },
): string | null {
  if (!isChanged) return text('rule.save.unchanged');
  return isValid ? null : text('rule.save.invalid');
}
