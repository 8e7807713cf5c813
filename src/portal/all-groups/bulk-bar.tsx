/** What can be done with all chosen groups at once. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { type Right, useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { GuardedButton } from '../shared/guarded-button.tsx';
import { type BulkCommand, concerned } from './bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Selection } from './selection.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '6px 10px',
    marginBottom: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

export function BulkBar({ selection }: { readonly selection: Selection }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [command, setCommand] = useState<BulkCommand | null>(null);
  const pause = useRight('pauseGroup');
  const process = useRight('changeRule');
  if (selection.groups.length === 0) return null;
  const button = (name: BulkCommand, right: Right): ReactNode => (
    <GuardedButton
      right={right}
      reason={concerned(name, selection.groups).length === 0 ? text('allGroups.bulk.none') : null}
      onClick={() => setCommand(name)}
    >
      {text(`allGroups.bulk.${name}`)}
    </GuardedButton>
  );
  return (
    <section className={styles.bar} aria-label={text('allGroups.bulk')}>
      <Text weight="semibold">
        {text('allGroups.bulk.chosen', { count: selection.groups.length })}
      </Text>
      {button('pause', pause)}
      {button('resume', pause)}
      {button('reprocess', process)}
      <Button appearance="subtle" onClick={selection.clear}>
        {text('allGroups.bulk.clear')}
      </Button>
      {command !== null && (
        <BulkDialog command={command} groups={selection.groups} onClose={() => setCommand(null)} />
      )}
    </section>
  );
}
