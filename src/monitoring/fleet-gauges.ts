/** The gauges of the whole system, from the last measurement and a look at the queues: eight requests; and of this instance's rules. */
import type { Context } from '../membership/context.ts';
import { ALERT_KINDS } from '../ports/alert-ports.ts';
import { WATCHED_QUEUES } from '../ports/announcements.ts';
import { GROUP_STATES, POISON_KINDS } from '../ports/measurement-ports.ts';
import { createFleetGauges } from '../telemetry/instruments.ts';
import type { Gauge } from '../telemetry/metrics.ts';

/** Before the first measurement its gauges are 0, and its time says so. */
export async function readFleetGauges(context: Context): Promise<readonly Gauge[]> {
  const gauges = createFleetGauges();
  await setMeasured(context, gauges);
  const alerts = await context.alerts.list();
  for (const kind of ALERT_KINDS)
    gauges.alerts.set(alerts.filter((alert) => alert.kind === kind).length, kind);
  const lengths = await Promise.all(WATCHED_QUEUES.map((queue) => context.queues.length(queue)));
  for (const [at, queue] of WATCHED_QUEUES.entries())
    gauges.queueLength.set(lengths[at] ?? 0, queue);
  setRuleIndex(context, gauges.ruleIndex);
  return Object.values(gauges);
}

/** Of this instance. What is tried for every object makes each change of an object dearer, whatever it is about. */
function setRuleIndex({ index }: Context, gauge: Gauge): void {
  for (const [kind, figures] of Object.entries(index.figures)) {
    const { rules, waiting, always, closures, scanned, bytes } = figures;
    const parts = { rules, waiting, always, closures, scanned, bytes };
    for (const [part, value] of Object.entries(parts)) gauge.set(value, kind, part);
  }
}

async function setMeasured(
  context: Context,
  gauges: ReturnType<typeof createFleetGauges>,
): Promise<void> {
  const measurement = await context.measurements.read();
  if (measurement === null) return;
  const { measured, oldestPending, delayMinutes, holdsOpen } = measurement;
  const age =
    oldestPending === null ? 0 : context.clock.now().getTime() - Date.parse(oldestPending);
  gauges.measured.set(Date.parse(measured) / 1_000);
  gauges.oldestPendingSeconds.set(Math.max(0, age) / 1_000);
  gauges.delaySeconds.set(delayMinutes * 60);
  gauges.pending.set(measurement.pendingObjects, 'object');
  gauges.pending.set(measurement.pendingGroups, 'group');
  for (const state of GROUP_STATES) gauges.groups.set(measurement.groups[state], state);
  gauges.groupsCounted.set(Date.parse(measurement.groupsCounted) / 1_000);
  gauges.holdsOpen.set(holdsOpen);
  for (const kind of POISON_KINDS) gauges.poison.set(measurement.poison[kind], kind);
}
