/** Everything this process counts and measures, by name: docs/operations.md lists it. No label holds an id. */
import { Counter, Gauge, Histogram } from './metrics.ts';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WORK_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const VISIBLE_SECONDS = [0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 300, 900, 3_600, 86_400];
const RUN_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600];
const STORAGE_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];

export type Instruments = ReturnType<typeof createInstruments>;

/** All at zero; one set a process. */
export function createInstruments() {
  return { ...http(), ...messages(), ...storage(), ...membership() };
}

function http() {
  return {
    httpRequests: new Counter({
      name: 'muster_http_requests_total',
      help: 'HTTP requests answered, by operation and status; 429 are those over a limit.',
      labels: ['operation', 'status'],
    }),
    httpSeconds: new Histogram({
      name: 'muster_http_request_duration_seconds',
      help: 'Time from the request to its answer, by operation.',
      labels: ['operation'],
      bounds: REQUEST_SECONDS,
    }),
  };
}

function messages() {
  return {
    messages: new Counter({
      name: 'muster_queue_messages_total',
      help: 'Deliveries of queue messages, by queue; a delivery that failed comes again.',
      labels: ['queue', 'outcome'],
    }),
    messageSeconds: new Histogram({
      name: 'muster_queue_message_duration_seconds',
      help: 'Time to work off one delivery of a queue message.',
      labels: ['queue'],
      bounds: WORK_SECONDS,
    }),
    timers: new Counter({
      name: 'muster_timer_runs_total',
      help: 'Runs of timers, by timer.',
      labels: ['timer', 'outcome'],
    }),
  };
}

function storage() {
  return {
    storageRequests: new Counter({
      name: 'muster_storage_requests_total',
      help: 'Requests to tables and queues; result: done, refused (a condition failed), or the status of a failure.',
      labels: ['resource', 'verb', 'result'],
    }),
    storageSeconds: new Histogram({
      name: 'muster_storage_request_duration_seconds',
      help: 'Time of requests to tables and queues, repetitions by the client library included.',
      labels: ['resource', 'verb'],
      bounds: STORAGE_SECONDS,
    }),
  };
}

function membership() {
  return {
    visibleSeconds: new Histogram({
      name: 'muster_change_visible_seconds',
      help: 'Time from the change of a user, device or group to the commit of every group it concerned.',
      bounds: VISIBLE_SECONDS,
    }),
    flips: new Counter({
      name: 'muster_membership_changes_total',
      help: 'Memberships added and removed, by what brought them about.',
      labels: ['change', 'cause'],
    }),
    runsStarted: new Counter({
      name: 'muster_runs_started_total',
      help: 'Runs over the directory that were started; one run serves many groups.',
    }),
    runsCommitted: new Counter({
      name: 'muster_run_commits_total',
      help: 'Groups whose members a run has settled.',
    }),
    runSeconds: new Histogram({
      name: 'muster_run_duration_seconds',
      help: 'Time from the start of a run to the commit of a group of it.',
      bounds: RUN_SECONDS,
    }),
    groupFailures: new Counter({
      name: 'muster_group_failures_total',
      help: 'Groups whose processing failed for good, by code.',
      labels: ['code'],
    }),
    holdsMade: new Counter({
      name: 'muster_holds_made_total',
      help: 'Changes that were held because they were over a guard.',
    }),
    holdsEnded: new Counter({
      name: 'muster_holds_ended_total',
      help: 'Holds that ended, by how.',
      labels: ['status'],
    }),
  };
}
/** What is true of the whole system, as it was when it was last measured. */
export function createFleetGauges() {
  return {
    measured: new Gauge({
      name: 'muster_measured_timestamp_seconds',
      help: 'When the gauges of the whole system were measured; 0: not yet.',
    }),
    pending: new Gauge({
      name: 'muster_pending',
      help: 'Objects and groups that were changed and wait to be looked at.',
      labels: ['kind'],
    }),
    oldestPendingSeconds: new Gauge({
      name: 'muster_pending_oldest_age_seconds',
      help: 'Age of the oldest change that waits; 0: none does.',
    }),
    delaySeconds: new Gauge({
      name: 'muster_delay_seconds',
      help: 'How long nothing that waits could be processed, when it was measured.',
    }),
    groups: new Gauge({
      name: 'muster_groups',
      help: 'Groups by status.',
      labels: ['status'],
    }),
    groupsCounted: new Gauge({
      name: 'muster_groups_counted_timestamp_seconds',
      help: 'When groups were counted: every five minutes, with more than a thousand dynamic ones every hour.',
    }),
    holdsOpen: new Gauge({
      name: 'muster_holds_open',
      help: 'Holds that wait for a decision.',
    }),
    poison: new Gauge({
      name: 'muster_poison',
      help: 'Objects, groups and messages that failed for good and wait for somebody.',
      labels: ['kind'],
    }),
    alerts: new Gauge({
      name: 'muster_alerts',
      help: 'Alerts that stand, by kind.',
      labels: ['kind'],
    }),
    ruleIndex: new Gauge({
      name: 'muster_rule_index',
      help: "The instance's index of rules by kind of object: its rules, those that wait for a build, what is tried for every object, and its size.",
      labels: ['kind', 'part'],
    }),
    queueLength: new Gauge({
      name: 'muster_queue_length',
      help: 'Messages in a queue, roughly; of a poison queue those that wait for their last attempt.',
      labels: ['queue'],
    }),
  };
}
