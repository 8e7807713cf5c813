/** An instant as people speak of it, with the exact one, and its time zone, beside. */
import { Tooltip } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { type IntlShape, useIntl } from 'react-intl';

const TICK = 30_000;

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export function RelativeTime({ instant }: { readonly instant: string }): ReactNode {
  const intl = useIntl();
  const now = useNow();
  const exact = exactTime(intl, instant);
  return (
    <Tooltip content={exact} relationship="description">
      <time dateTime={instant}>{relativeTime(intl, instant, now)}</time>
    </Tooltip>
  );
}

/** Such as "5 minutes ago". */
export function relativeTime(
  intl: Pick<IntlShape, 'formatRelativeTime'>,
  instant: string,
  now: number,
): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1_000);
  const [unit, size] =
    UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
  return intl.formatRelativeTime(Math.trunc(seconds / size), unit, { numeric: 'auto' });
}

/** Date, time and time zone. */
export function exactTime(intl: Pick<IntlShape, 'formatDate'>, instant: string): string {
  return intl.formatDate(instant, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}
