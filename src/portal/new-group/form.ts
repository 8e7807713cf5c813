/** What every part of the form is given. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { FieldName, NewGroupDraft } from './new-group-draft.ts';

export interface FormPartProps {
  readonly draft: NewGroupDraft;
  readonly change: (some: Partial<NewGroupDraft>) => void;
  /** What is wrong with a field, in words; undefined: nothing, or Create was not pressed yet. */
  readonly problemOf: (field: FieldName) => string | undefined;
}

export const useFormStyles = makeStyles({
  part: {
    display: 'grid',
    gap: '14px',
    minWidth: 0,
    margin: 0,
    padding: '14px 0 18px',
    borderTopWidth: '1px',
    borderTopStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
  },
  heading: { margin: 0 },
  narrow: { maxWidth: '640px' },
  input: { minWidth: 0, width: '100%' },
  rule: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    padding: '8px',
    margin: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'end' },
  card: { display: 'grid', paddingBottom: '4px' },
  means: { paddingInlineStart: '36px' },
});
