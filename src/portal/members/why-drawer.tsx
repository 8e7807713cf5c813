/** "Why?": beside the list, about one person and this group. Escape closes it. */
import { Button, makeStyles, Subtitle1, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CopyRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../intl/use-text.ts';
import { ErrorBar } from '../shared/error-bar.tsx';
import { Loading } from '../shared/page-states.tsx';
import { type Explanation, explainMembers } from './explanation.ts';
import { ExpressionTree } from './expression-tree.tsx';
import { PastOfMember } from './past-of-member.tsx';
import { changeText, standingOf, whyText } from './why-text.ts';

export interface WhyDrawerProps {
  readonly groupId: string;
  readonly memberId: string;
  readonly onClose: () => void;
}

const useStyles = makeStyles({
  drawer: {
    flex: '0 1 440px',
    minWidth: 'min(320px, 100%)',
    boxSizing: 'border-box',
    display: 'grid',
    alignContent: 'start',
    gap: '8px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'start', gap: '8px' },
  heading: { margin: 0 },
  part: { marginTop: '8px' },
});

export function WhyDrawer({ groupId, memberId, onClose }: WhyDrawerProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { locale } = useIntl();
  const heading = useRef<HTMLHeadingElement>(null);
  const why = useQuery({
    queryKey: ['whyNow', groupId, memberId, locale],
    queryFn: async ({ signal }) => (await explainMembers(groupId, [memberId], signal))[0] ?? null,
  });
  const name = why.data?.displayName ?? memberId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is explained next is read from the beginning too.
  useEffect(() => heading.current?.focus(), [memberId]);
  return (
    <aside
      aria-label={text('members.why.of', { name })}
      className={styles.drawer}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          <Subtitle1>{text('members.why.of', { name })}</Subtitle1>
        </h2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={text('shared.close')}
          onClick={onClose}
        />
      </div>
      {why.isPending && <Loading what={text('members.why.loading')} rows={4} />}
      {why.error !== null && <ErrorBar error={why.error} onRetry={() => void why.refetch()} />}
      {why.data && <Facts why={why.data} groupId={groupId} />}
    </aside>
  );
}

function Facts({
  why,
  groupId,
}: {
  readonly why: Explanation;
  readonly groupId: string;
}): ReactNode {
  const text = useText();
  const styles = useStyles();
  const change = changeText(why, text);
  return (
    <>
      <Text weight="semibold">{standingOf(why, text)}</Text>
      <Text>{why.message}</Text>
      {why.event !== null && <Text>{why.event.text}</Text>}
      {why.expression !== null && (
        <>
          <Subtitle2 as="h3" className={styles.part}>
            {text('members.why.rule')}
          </Subtitle2>
          <ExpressionTree root={why.expression} />
        </>
      )}
      {change !== '' && (
        <>
          <Subtitle2 as="h3" className={styles.part}>
            {text(why.verdict === 'in' ? 'members.why.toLeave' : 'members.why.toJoin')}
          </Subtitle2>
          <Text>{change}</Text>
          {why.isSmallest === false && <Text size={200}>{text('members.why.maybeSmaller')}</Text>}
        </>
      )}
      <Subtitle2 as="h3" className={styles.part}>
        {text('members.past')}
      </Subtitle2>
      <PastOfMember groupId={groupId} memberId={why.id} />
      <CopyText copied={whyText(why, text)} />
    </>
  );
}

function CopyText({ copied }: { readonly copied: string }): ReactNode {
  const text = useText();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(copied);
    setCopied(true);
  };
  return (
    <div>
      <Button icon={<CopyRegular />} onClick={() => void copy()}>
        {isCopied ? text('shared.copied') : text('members.why.copy')}
      </Button>
    </div>
  );
}
