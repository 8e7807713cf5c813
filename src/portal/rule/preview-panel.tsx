/** Who comes and who goes if this rule is saved, found again each time typing stops. */
import {
  makeStyles,
  ProgressBar,
  Spinner,
  Subtitle2,
  Tab,
  TabList,
  Text,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';
import { ErrorBar } from '../shared/error-bar.tsx';
import { PREVIEW_LISTS, type Preview, type PreviewList, wouldBeHeld } from './preview.ts';
import { PreviewMembers } from './preview-members.tsx';
import type { PreviewState } from './use-preview.ts';

export interface PreviewPanelProps extends PreviewState {
  /** Why there is nothing to look up; null: there is. */
  readonly reason: string | null;
}

const useStyles = makeStyles({
  panel: { display: 'grid', gap: '8px', alignContent: 'start', minWidth: 0 },
  tabs: { flexWrap: 'wrap' },
});

export function PreviewPanel(props: PreviewPanelProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { preview, error, isWaiting, reason, retry } = props;
  const total = preview?.progress?.total ?? 0;
  return (
    <section className={styles.panel} aria-label={text('rule.preview')} aria-busy={isWaiting}>
      <Subtitle2 as="h2">{text('rule.preview')}</Subtitle2>
      {reason !== null && <Text>{reason}</Text>}
      {reason === null && isWaiting && (
        <Spinner size="tiny" labelPosition="after" label={text('rule.preview.working')} />
      )}
      {isWaiting && total > 0 && (
        <ProgressBar
          aria-label={text('rule.preview.working')}
          value={(preview?.progress?.done ?? 0) / total}
        />
      )}
      {error !== null && <ErrorBar error={error} onRetry={retry} />}
      {preview !== null && error === null && <Outcome preview={preview} />}
    </section>
  );
}

function Outcome({ preview }: { readonly preview: Preview }): ReactNode {
  const text = useText();
  const intl = useIntl();
  const styles = useStyles();
  const announce = useAnnounce();
  const [list, setList] = useState<PreviewList>('additions');
  const { status, additions, removals, unchanged, guests, disabledAccounts, before } = preview;
  const isDone = status === 'completed';
  const summary = text('rule.preview.summary', { additions, removals, unchanged });
  useEffect(() => {
    if (isDone) announce(summary);
  }, [isDone, summary, announce]);
  if (status === 'failed') return <Text>{preview.errorMessage}</Text>;
  const counts: Readonly<Record<PreviewList, number>> = { additions, removals, unchanged };
  return (
    <div className={styles.panel}>
      <Text>
        {isDone ? summary : text('rule.preview.atLeast', { additions, removals, unchanged })}
      </Text>
      {!isDone && <Text size={200}>{text('rule.preview.sample', { ...preview.sample })}</Text>}
      {additions > 0 && (guests > 0 || disabledAccounts > 0) && (
        <Text>{text('rule.preview.flagged', { guests, disabledAccounts })}</Text>
      )}
      {wouldBeHeld(preview) && <Text weight="semibold">{text('rule.preview.held')}</Text>}
      {preview.limits
        .filter(({ breached }) => breached)
        .map(({ name, limit, actual }) => (
          <Text key={name} size={200}>
            {text('rule.preview.limit', { name, limit, actual })}
          </Text>
        ))}
      <Text size={200}>
        {text('rule.preview.asOf', {
          time: intl.formatDate(preview.createdDateTime, {
            dateStyle: 'medium',
            timeStyle: 'long',
          }),
          before,
        })}
      </Text>
      {isDone && (
        <>
          <TabList
            className={styles.tabs}
            size="small"
            selectedValue={list}
            onTabSelect={(_, { value }) =>
              setList(PREVIEW_LISTS.find((one) => one === value) ?? 'additions')
            }
          >
            {PREVIEW_LISTS.map((one) => (
              <Tab key={one} value={one}>
                {text(`rule.preview.${one}`, { count: counts[one] })}
              </Tab>
            ))}
          </TabList>
          <PreviewMembers
            key={`${preview.id} ${list}`}
            id={preview.id}
            list={list}
            total={counts[list]}
          />
        </>
      )}
    </div>
  );
}
