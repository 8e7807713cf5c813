/** The three ways on from a held change, and the one back. */
import {
  Card,
  CardHeader,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useRight } from '../data/me.ts';
import { useText } from '../intl/use-text.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { GuardedButton } from '../shared/guarded-button.tsx';
import type { Hold } from './hold.ts';

/** Beyond so many removals their number has to be typed. */
const TYPED_BEYOND = 1_000;

export interface DecisionsProps {
  readonly hold: Hold;
  readonly isBusy: boolean;
  /** Why not now; null: it can be. */
  readonly reason: string | null;
  readonly onRelease: (note: string) => void;
  readonly onReject: (note: string) => void;
}

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
  },
  form: { display: 'grid', gap: '12px' },
  link: { color: tokens.colorBrandForegroundLink },
});

export function Decisions(props: DecisionsProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [asked, setAsked] = useState<'release' | 'reject' | null>(null);
  const right = useRight('releaseHold');
  const { hold, isBusy, reason, onRelease, onReject } = props;
  const params = { groupId: hold.groupId };
  return (
    <div className={styles.cards}>
      <Card>
        <CardHeader header={<Text weight="semibold">{text('holds.release')}</Text>} />
        <Text>
          {text('holds.release.means', { additions: hold.additions, removals: hold.removals })}
        </Text>
        <GuardedButton
          right={right}
          reason={reason}
          disabledFocusable={isBusy}
          onClick={() => setAsked('release')}
        >
          {text('holds.release')}
        </GuardedButton>
      </Card>
      <Card>
        <CardHeader header={<Text weight="semibold">{text('holds.editRule')}</Text>} />
        <Text>{text('holds.editRule.means')}</Text>
        <Link to="/groups/$groupId/rule" params={params} className={styles.link}>
          {text('holds.editRule')}
        </Link>
      </Card>
      <Card>
        <CardHeader header={<Text weight="semibold">{text('holds.changeLimits')}</Text>} />
        <Text>{text('holds.changeLimits.means')}</Text>
        <Link to="/groups/$groupId" params={params} className={styles.link}>
          {text('holds.changeLimits')}
        </Link>
      </Card>
      <Card>
        <CardHeader header={<Text weight="semibold">{text('holds.reject')}</Text>} />
        <Text>{text(hold.cause.kind === 'rule' ? 'holds.reject.rule' : 'holds.reject.means')}</Text>
        <GuardedButton
          right={right}
          reason={reason}
          disabledFocusable={isBusy}
          onClick={() => setAsked('reject')}
        >
          {text('holds.reject')}
        </GuardedButton>
      </Card>
      {asked !== null && (
        <Decision
          hold={hold}
          asked={asked}
          onClose={() => setAsked(null)}
          onConfirm={(note) => {
            setAsked(null);
            if (asked === 'release') onRelease(note);
            else onReject(note);
          }}
        />
      )}
    </div>
  );
}

interface DecisionProps {
  readonly hold: Hold;
  readonly asked: 'release' | 'reject';
  readonly onClose: () => void;
  readonly onConfirm: (note: string) => void;
}

function Decision({ hold, asked, onClose, onConfirm }: DecisionProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const { additions, removals } = hold;
  const isTyped = asked === 'release' && removals > TYPED_BEYOND;
  return (
    <ConfirmDialog
      title={text(`holds.${asked}`)}
      action={text(`holds.${asked}.action`, { additions, removals })}
      isDisabled={isTyped && typed.trim() !== removals.toString()}
      onConfirm={() => onConfirm(note.trim())}
      onClose={onClose}
    >
      <div className={styles.form}>
        <Text>{text('holds.counts', { additions, removals, before: hold.before })}</Text>
        {isTyped && (
          <Field label={text('holds.typeNumber', { number: removals.toString() })} required>
            <Input inputMode="numeric" value={typed} onChange={(_, { value }) => setTyped(value)} />
          </Field>
        )}
        <Field label={text('holds.note')}>
          <Input value={note} maxLength={1_024} onChange={(_, { value }) => setNote(value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
