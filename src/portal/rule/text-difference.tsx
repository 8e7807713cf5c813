/** Two rules as one text: what goes is struck through, what comes is underlined; both are also said. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { textDifference } from '../rule-model/token-difference.ts';

const useStyles = makeStyles({
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    margin: '4px 0',
  },
  removed: {
    backgroundColor: tokens.colorPaletteRedBackground2,
    color: tokens.colorPaletteRedForeground2,
  },
  added: {
    backgroundColor: tokens.colorPaletteGreenBackground2,
    color: tokens.colorPaletteGreenForeground2,
  },
});

export interface TextDifferenceProps {
  readonly before: string;
  readonly after: string;
  readonly className?: string;
}

export function TextDifference({ before, after, className }: TextDifferenceProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const parts = textDifference(before, after);
  let offset = 0;
  return (
    <p className={mergeClasses(styles.text, className)}>
      {parts.map((part) => {
        const key = `${part.kind} ${offset}`;
        offset += part.text.length;
        if (part.kind === 'same') return <span key={key}>{part.text}</span>;
        const Tag = part.kind === 'removed' ? 'del' : 'ins';
        return (
          <Tag key={key} className={styles[part.kind]} title={text(`rule.difference.${part.kind}`)}>
            {part.text}
          </Tag>
        );
      })}
    </p>
  );
}
