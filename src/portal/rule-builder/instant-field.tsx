/** An instant: a date, the present, or the present shifted by some time. */
import { Input, makeStyles, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { NestedValue } from '../../rules/nested-builder.ts';
import { useText } from '../intl/use-text.ts';
import { textsOf } from '../rule-model/condition-fields.ts';
import {
  durationOf,
  isSimpleDuration,
  simpleDuration,
  type TimeUnit,
} from '../rule-model/durations.ts';

export interface InstantFieldProps {
  readonly value: NestedValue;
  /** Whether the operator takes the present. */
  readonly takesNow: boolean;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onChange: (value: NestedValue) => void;
}

type Mode = 'date' | 'now' | 'plus' | 'minus';

const useStyles = makeStyles({
  field: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  amount: { width: '6em' },
});

export function InstantField(props: InstantFieldProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { value, takesNow, label, isReadOnly, onChange } = props;
  const mode = modeOf(value);
  const modes: readonly Mode[] =
    takesNow || mode !== 'date' ? ['date', 'now', 'plus', 'minus'] : ['date'];
  return (
    <div className={styles.field}>
      <Select
        size="small"
        aria-label={text('rule.instant.kind', { label })}
        value={mode}
        disabled={isReadOnly}
        onChange={(_, chosen) =>
          onChange(valueOfMode(modes.find((one) => one === chosen.value) ?? mode))
        }
      >
        {modes.map((one) => (
          <option key={one} value={one}>
            {text(`rule.instant.${one}`)}
          </option>
        ))}
      </Select>
      {mode === 'date' && (
        <Input
          size="small"
          aria-label={label}
          placeholder={text('rule.instant.dateForm')}
          disabled={isReadOnly}
          value={textsOf(value)[0] ?? ''}
          onChange={(_, typed) => onChange(dateValue(typed.value))}
        />
      )}
      {value.kind === 'now' && value.shift !== null && (
        <ShiftField {...props} shift={value.shift} />
      )}
    </div>
  );
}

type Shift = NonNullable<(NestedValue & { readonly kind: 'now' })['shift']>;

function ShiftField(props: InstantFieldProps & { readonly shift: Shift }): ReactNode {
  const text = useText();
  const styles = useStyles();
  const { shift, label, isReadOnly, onChange } = props;
  const put = (duration: string): void => onChange({ kind: 'now', shift: { ...shift, duration } });
  if (!isSimpleDuration(shift.duration)) {
    return (
      <Input
        size="small"
        aria-label={label}
        disabled={isReadOnly}
        value={shift.duration}
        onChange={(_, { value }) => put(value)}
      />
    );
  }
  const { amount, unit } = simpleDuration(shift.duration);
  return (
    <>
      <Input
        size="small"
        type="number"
        min={0}
        className={styles.amount}
        aria-label={label}
        disabled={isReadOnly}
        value={String(amount)}
        onChange={(_, { value }) => put(durationOf(Math.max(0, Math.trunc(Number(value))), unit))}
      />
      <Select
        size="small"
        aria-label={text('rule.instant.unit', { label })}
        value={unit}
        disabled={isReadOnly}
        onChange={(_, { value }) =>
          put(durationOf(amount, UNITS.find((one) => one === value) ?? unit))
        }
      >
        {UNITS.map((one) => (
          <option key={one} value={one}>
            {text(`rule.unit.${one}`)}
          </option>
        ))}
      </Select>
    </>
  );
}

const UNITS: readonly TimeUnit[] = ['days', 'hours', 'minutes', 'seconds'];

function modeOf(value: NestedValue): Mode {
  if (value.kind !== 'now') return 'date';
  return value.shift === null ? 'now' : value.shift.direction;
}

function valueOfMode(mode: Mode): NestedValue {
  switch (mode) {
    case 'date':
      return { kind: 'date', text: new Date().toISOString().slice(0, 10) };
    case 'now':
      return { kind: 'now', shift: null };
    case 'plus':
    case 'minus':
      return { kind: 'now', shift: { direction: mode, duration: durationOf(30, 'days') } };
  }
}

/** What is no date yet stays a text, so that the rule can be read while it is typed. */
function dateValue(typed: string): NestedValue {
  return /^\d{4}-\d{2}-\d{2}$/.test(typed)
    ? { kind: 'date', text: typed }
    : { kind: 'text', text: typed };
}
