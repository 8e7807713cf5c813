/** The rule builder as Entra has it, for those who come from there: up to five expressions, and the rule syntax below. */
import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';
import {
  changedRow,
  draftRow,
  ruleOfRows,
  SIMPLE_ROW_LIMIT,
  type SimpleRow,
  simpleView,
} from '../rule-model/simple-rows.ts';
import { ExtensionDialog } from './extension-dialog.tsx';
import { RuleSyntax } from './rule-syntax.tsx';
import { SimpleTable } from './simple-table.tsx';

export interface SimpleBuilderProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly isReadOnly: boolean;
}

const useStyles = makeStyles({
  builder: { display: 'grid', gap: '12px', minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

export function SimpleBuilder({ text: rule, onChange, isReadOnly }: SimpleBuilderProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { rows, reasons, put } = useRows(rule, onChange);
  const [extensions, setExtensions] = useState<readonly string[]>([]);
  const isFull = rows !== null && rows.length >= SIMPLE_ROW_LIMIT;
  return (
    <section className={styles.builder} aria-label={text('rule.simple')}>
      {rows === null ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('rule.simple.cannot')}</MessageBarTitle>{' '}
            {reasons.map((reason) => text(`rule.simple.reason.${reason}`)).join(' ')}
          </MessageBarBody>
        </MessageBar>
      ) : (
        <>
          <SimpleTable
            rows={rows}
            extensions={extensions}
            isReadOnly={isReadOnly}
            onChange={(index, change) =>
              put(rows.map((row, at) => (at === index ? changedRow(row, change) : row)))
            }
            onRemove={(index) => put(withoutRow(rows, index))}
          />
          <div className={styles.actions}>
            <Button
              icon={<AddRegular />}
              appearance="subtle"
              disabledFocusable={isReadOnly || isFull}
              onClick={() => put([...rows, draftRow(rows.length === 0)])}
            >
              {text('rule.simple.add')}
            </Button>
            <ExtensionDialog
              isReadOnly={isReadOnly}
              onFound={(found) => setExtensions((known) => [...new Set([...known, ...found])])}
            />
          </div>
        </>
      )}
      <RuleSyntax text={rule} isReadOnly={isReadOnly} onChange={onChange} />
    </section>
  );
}

type Rows = ReturnType<typeof simpleView> & { readonly put: (rows: readonly SimpleRow[]) => void };

/** The rows of the rule, with drafts that are no part of it yet; a rule that comes from elsewhere takes them away. */
function useRows(rule: string, onChange: (text: string) => void): Rows {
  const [shown, setShown] = useState({ rule, view: simpleView(rule) });
  if (shown.rule !== rule) setShown({ rule, view: simpleView(rule) });
  const put = (rows: readonly SimpleRow[]): void => {
    const written = ruleOfRows(rows);
    const isSame = written === ruleOfRows(shown.view.rows ?? []);
    setShown({ rule: isSame ? rule : written, view: { rows, reasons: null } });
    if (!isSame) onChange(written);
  };
  return { ...shown.view, put };
}

function withoutRow(rows: readonly SimpleRow[], index: number): readonly SimpleRow[] {
  const left = rows.filter((_, at) => at !== index);
  return left.length === 0
    ? [draftRow(true)]
    : left.map((row, at) => (at === 0 ? { ...row, connector: null } : row));
}
