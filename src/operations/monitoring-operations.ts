/** What those who run Muster ask of it: is it well, and how much does it do (docs/operations.md). */
import { ACCESS_TABLE } from '../access/access-table.ts';
import type { Caller } from '../access/caller.ts';
import { decide } from '../access/decide.ts';
import { type HttpAnswer, json, ok } from '../http/messages.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

export const MONITORING_OPERATIONS: readonly Operation[] = [
  { name: 'getHealth', method: 'GET', path: 'health', surfaces: OURS, handle: getHealth },
  {
    name: 'getLiveness',
    method: 'GET',
    path: 'health/live',
    surfaces: OURS,
    handle: async () => ok({ status: 'ok' }),
  },
  {
    name: 'getReadiness',
    method: 'GET',
    path: 'health/ready',
    surfaces: OURS,
    handle: getHealth,
  },
  { name: 'getMetrics', method: 'GET', path: 'metrics', surfaces: OURS, handle: getMetrics },
];

/** The word may be known to everybody; why, only to those who may see the metrics. */
async function getHealth({ monitor, caller }: Call): Promise<HttpAnswer> {
  const { status, checks } = await monitor.health();
  const code = status === 'unavailable' ? 503 : 200;
  if (caller === null || !mayMonitor(caller)) return json(code, { status });
  return json(code, { status, checks });
}

function mayMonitor(caller: Caller): boolean {
  const row = ACCESS_TABLE.getMetrics;
  return row !== 'open' && decide(row, caller, null).kind === 'allowed';
}

async function getMetrics({ monitor }: Call): Promise<HttpAnswer> {
  const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };
  return { status: 200, headers, body: await monitor.metrics() };
}
