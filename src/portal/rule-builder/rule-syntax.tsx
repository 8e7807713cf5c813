/** Rule syntax: the text of the rule to read, and Edit, which opens a pane to change it. */
import {
  Button,
  Drawer,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useText } from '../intl/use-text.ts';

export interface RuleSyntaxProps {
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
}

const useStyles = makeStyles({
  box: { fontFamily: tokens.fontFamilyMonospace, width: '100%' },
  head: { display: 'flex', justifyContent: 'end' },
});

export function RuleSyntax({ text: rule, isReadOnly, onChange }: RuleSyntaxProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <div>
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<EditRegular />}
          disabledFocusable={isReadOnly}
          onClick={() => setEdited(rule)}
        >
          {text('rule.simple.edit')}
        </Button>
      </div>
      <Field label={text('rule.simple.syntax')}>
        <Textarea className={styles.box} readOnly rows={4} value={rule} />
      </Field>
      <Drawer
        type="overlay"
        position="end"
        separator
        open={edited !== null}
        onOpenChange={(_, { open }) => !open && setEdited(null)}
      >
        <DrawerHeader>
          <DrawerHeaderTitle>{text('rule.simple.editTitle')}</DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <Field label={text('rule.simple.syntax')}>
            <Textarea
              className={styles.box}
              rows={12}
              value={edited ?? ''}
              onChange={(_, { value }) => setEdited(value)}
            />
          </Field>
        </DrawerBody>
        <DrawerFooter>
          <Button
            appearance="primary"
            onClick={() => {
              onChange(edited ?? rule);
              setEdited(null);
            }}
          >
            {text('rule.simple.ok')}
          </Button>
          <Button onClick={() => setEdited(null)}>{text('rule.cancel')}</Button>
        </DrawerFooter>
      </Drawer>
    </div>
  );
}
