/** The rule of a group that is still to be made: the workbench, Save and back to the form. */
import { Button, makeStyles, Title2, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import { type RuleState, RuleWorkbench } from '../rule/rule-workbench.tsx';

export interface DynamicQueryProps {
  readonly query: string;
  readonly scope: 'user' | 'device';
  readonly onChange: (query: string) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

const useStyles = makeStyles({
  page: { display: 'grid', gap: '12px', minWidth: 0 },
  bar: {
    display: 'flex',
    gap: '8px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function DynamicQuery(props: DynamicQueryProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { query, scope, onChange, onSave, onCancel } = props;
  const [state, setState] = useState<RuleState>({ isValid: false, preview: null });
  return (
    <div className={styles.page}>
      <Title2 as="h1">{text('newGroup.queryTitle')}</Title2>
      <RuleWorkbench
        text={query}
        onChange={onChange}
        scope={scope}
        groupId={null}
        isReadOnly={false}
        onState={setState}
      />
      <div className={styles.bar}>
        <Button appearance="primary" disabledFocusable={!state.isValid} onClick={onSave}>
          {text('newGroup.saveQuery')}
        </Button>
        <Button onClick={onCancel}>{text('shared.cancel')}</Button>
      </div>
    </div>
  );
}
