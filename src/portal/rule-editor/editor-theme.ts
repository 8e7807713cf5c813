/** The editor in the colours of the page: the variables reach into its shadow root. */

import { EditorView } from '@codemirror/view';
import { tokens } from '@fluentui/react-components';

export const editorTheme = EditorView.theme({
  '&': {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase300,
  },
  '&.cm-focused': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: tokens.fontFamilyMonospace, lineHeight: '1.6' },
  '.cm-content': { minHeight: '7.5em', caretColor: tokens.colorNeutralForeground1 },
  '.cm-cursor': { borderLeftColor: tokens.colorNeutralForeground1 },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: tokens.colorNeutralBackground1Selected },
  '.cm-tooltip': {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    maxWidth: '36em',
  },
  '.cm-tooltip.cm-tooltip-hover': { padding: '4px 8px' },
  '.cm-tooltip-autocomplete ul li': { minHeight: '24px', lineHeight: '24px !important' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit', paddingInlineStart: '1em' },
  '.cm-diagnosticAction': {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    minHeight: '24px',
    padding: '2px 8px',
    borderRadius: tokens.borderRadiusMedium,
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    outline: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    borderBottom: `2px solid ${tokens.colorPaletteRedForeground1}`,
  },
  '.cm-lintRange-info': {
    backgroundImage: 'none',
    borderBottom: `2px dotted ${tokens.colorPaletteDarkOrangeForeground1}`,
  },
  '.rule-property': { color: tokens.colorBrandForeground1 },
  '.rule-operator': { color: tokens.colorPaletteGrapeForeground2 },
  '.rule-connector': { color: tokens.colorPaletteGrapeForeground2, fontWeight: 600 },
  '.rule-text': { color: tokens.colorPaletteGreenForeground1 },
  '.rule-constant': { color: tokens.colorPaletteMarigoldForeground2 },
});
