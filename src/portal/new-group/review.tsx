/** The last step: in sentences, what Create will do. */
import { Spinner, Text, Title3 } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import type { PreviewState } from '../rule/use-preview.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { useFormStyles } from './form.ts';
import type { NewGroupDraft } from './new-group-draft.ts';

export interface ReviewProps {
  readonly draft: NewGroupDraft;
  /** Who the rule selects today. */
  readonly found: PreviewState;
  /** Pieces of advice about the rule. */
  readonly advice: number;
}

export function Review({ draft, found, advice }: ReviewProps): ReactNode {
  const text = useText();
  const styles = useFormStyles();
  const isDynamic = draft.membership !== 'assigned';
  return (
    <section className={`${styles.part} ${styles.narrow}`} aria-labelledby="new-group-review">
      <Title3 as="h2" className={styles.heading} id="new-group-review">
        {text('newGroup.review')}
      </Title3>
      {!isDynamic && (
        <Text>{text('newGroup.review.assigned', { count: draft.members.length })}</Text>
      )}
      {isDynamic && draft.rule.trim() === '' && <Text>{text('newGroup.review.noRule')}</Text>}
      {isDynamic && found.isWaiting && (
        <Spinner
          size="tiny"
          labelPosition="after"
          label={text('newGroup.review.counting', { count: found.preview?.additions ?? 0 })}
        />
      )}
      {found.error !== null && <ErrorBar error={found.error} onRetry={found.retry} />}
      {isDynamic && !found.isWaiting && found.preview?.status === 'completed' && (
        <Text role="status">{sentence(text, draft, found.preview)}</Text>
      )}
      {isDynamic && advice > 0 && <Text>{text('newGroup.review.advice', { count: advice })}</Text>}
    </section>
  );
}

function sentence(
  text: ReturnType<typeof useText>,
  { membership }: NewGroupDraft,
  { additions, guests }: { readonly additions: number; readonly guests: number },
): string {
  if (additions === 0) return text('newGroup.review.nobody');
  return membership === 'dynamicDevice'
    ? text('newGroup.review.devices', { count: additions })
    : text('newGroup.review.people', { count: additions, guests });
}
