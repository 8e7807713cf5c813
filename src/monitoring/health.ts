/** Whether an instance can work, and if not, why. */
import type { Context } from '../membership/context.ts';
import type { Alert } from '../ports/alert-ports.ts';
import type { Measurement } from '../ports/measurement-ports.ts';

/**
 * `unavailable`: requests fail here. `degraded`: they are answered, and something needs somebody: to take the instance out
 * would help nobody.
 */
export type HealthStatus = 'ok' | 'degraded' | 'unavailable';

export interface HealthCheck {
  readonly name: 'tables' | 'queues' | 'timers' | 'processing' | 'authentication';
  readonly status: HealthStatus;
  /** Why not, as a sentence; null where all is well. */
  readonly reason: string | null;
}

export interface Health {
  readonly status: HealthStatus;
  readonly checks: readonly HealthCheck[];
}

export interface HealthSettings {
  readonly isLocal: boolean;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
}

/** The timer that measures runs every five minutes; after three it was missed. */
const LATE_MINUTES = 15;
const MINUTE = 60_000;

/** Asks storage and looks at what was last measured: six requests. `since`: when the process began. */
export async function checkHealth(
  context: Context,
  { settings, since }: { readonly settings: HealthSettings; readonly since: Date },
): Promise<Health> {
  const tables = await attempt('tables', async () => void (await context.rules.readControl()));
  const checks = [
    tables,
    ...(await checkRest(context, tables, since)),
    checkAuthentication(settings),
  ];
  return { status: worstOf(checks), checks };
}

/** Where tables don't answer the rest is not asked: each would wait as long. */
async function checkRest(
  context: Context,
  tables: HealthCheck,
  since: Date,
): Promise<readonly HealthCheck[]> {
  if (tables.status !== 'ok')
    return [
      degraded('queues', UNKNOWN),
      degraded('timers', UNKNOWN),
      degraded('processing', UNKNOWN),
    ];
  return [
    await attempt('queues', async () => {
      await context.queues.length('membership-changes');
      await context.queues.length('membership-runs');
    }),
    await checkTimers(context, since),
    await checkProcessing(context),
  ];
}

type Name = HealthCheck['name'];

function well(name: Name): HealthCheck {
  return { name, status: 'ok', reason: null };
}

function degraded(name: Name, reason: string): HealthCheck {
  return { name, status: 'degraded', reason };
}

async function attempt(name: Name, work: () => Promise<void>): Promise<HealthCheck> {
  try {
    await work();
    return well(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, status: 'unavailable', reason };
  }
}

async function checkTimers(context: Context, since: Date): Promise<HealthCheck> {
  const measurement = await orUnknown(() => context.measurements.read());
  if (measurement === 'unknown') return degraded('timers', UNKNOWN);
  const now = context.clock.now().getTime();
  // A process that has just begun, or that nobody called for long, is given time for its first.
  const last = Math.max(since.getTime(), timeOf(measurement));
  if (now - last <= LATE_MINUTES * MINUTE) return well('timers');
  const text = measurement === null ? 'yet' : `since ${measurement.measured}`;
  return degraded('timers', `No timer has run ${text}: nothing that is late is noticed.`);
}

async function checkProcessing(context: Context): Promise<HealthCheck> {
  const alerts = await orUnknown(() => context.alerts.list());
  if (alerts === 'unknown' || alerts === null) return degraded('processing', UNKNOWN);
  const [delay] = alerts.filter(isDelay);
  if (delay === undefined) return well('processing');
  const minutes = Math.max(...alerts.filter(isDelay).map(({ limitMinutes }) => limitMinutes));
  const reason = `Nothing that is pending since ${delay.oldestPending} was processed for more than ${minutes} minutes.`;
  return degraded('processing', reason);
}

function checkAuthentication({ isLocal, issuers, audiences }: HealthSettings): HealthCheck {
  const missing = [
    ...(issuers.length === 0 ? ['MUSTER_ISSUERS'] : []),
    ...(audiences.length === 0 ? ['MUSTER_AUDIENCES'] : []),
  ];
  if (isLocal || missing.length === 0) return well('authentication');
  const reason = `Nobody can sign in: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.`;
  return degraded('authentication', reason);
}

const UNKNOWN = 'Storage could not be asked.';

async function orUnknown<T>(read: () => Promise<T>): Promise<T | 'unknown'> {
  try {
    return await read();
  } catch {
    return 'unknown';
  }
}

function timeOf(measurement: Measurement | null): number {
  return measurement === null ? 0 : Date.parse(measurement.measured);
}

function isDelay(alert: Alert): alert is Extract<Alert, { readonly limitMinutes: number }> {
  return alert.kind === 'delay' || alert.kind === 'delayWarning';
}

function worstOf(checks: readonly HealthCheck[]): HealthStatus {
  for (const status of ['unavailable', 'degraded'] as const)
    if (checks.some((check) => check.status === status)) return status;
  return 'ok';
}
