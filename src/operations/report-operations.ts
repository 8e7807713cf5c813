/** Our own routes of reports (docs/reports.md). */
import { ok } from '../http/messages.ts';
import type { Context } from '../membership/context.ts';
import { reportLatency } from '../reports/latency.ts';
import { reportLicences } from '../reports/licences.ts';
import { reportRules } from '../reports/rules.ts';
import type { Operation } from './operation.ts';

export const REPORT_OPERATIONS: readonly Operation[] = [
  report('getLicenceReport', 'licences', reportLicences),
  report('getLatencyReport', 'latency', reportLatency),
  report('getRuleReport', 'rules', reportRules),
];

function report(
  name: Operation['name'],
  path: string,
  make: (context: Context) => Promise<unknown>,
): Operation {
  return {
    name,
    method: 'GET',
    path: `reports/${path}`,
    surfaces: ['muster'],
    handle: async ({ context }) => ok(await make(context)),
  };
}
