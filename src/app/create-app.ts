/** Where everything is wired: what the functions call, on stores, settings and a clock that are passed in. */
import type { Identify } from '../access/caller.ts';
import { handleAuditMessage, handlePoisonedAudit } from '../audit/handle-audit-message.ts';
import { startAudit } from '../audit/start-audit.ts';
import { handleWebhooksMessage, poisonedWebhooks } from '../deliveries/handle-webhooks-message.ts';
import { remindWebhooks } from '../deliveries/webhooks.ts';
import { testAllRules } from '../groups/test-all-rules.ts';
import { cutHistory } from '../history/cut-history.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import { createIdentify } from '../identity/identify.ts';
import { lookAtDue } from '../membership/clock-timer.ts';
import { type Context, createContext } from '../membership/context.ts';
import { forgetNotes } from '../membership/forget-notes.ts';
import { forgetAlertEvents, settleGroupAlerts } from '../membership/group-alerts.ts';
import {
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
  poisonedRuns,
} from '../membership/handle-messages.ts';
import type { Delivery } from '../membership/later-messages.ts';
import { purgeGroups } from '../membership/purge-groups.ts';
import { sweepGroups, sweepObjects, sweepRuns } from '../membership/sweep.ts';
import { measureSystem } from '../monitoring/measure.ts';
import { Monitor } from '../monitoring/monitor.ts';
import type { Outbox } from '../notices/outbox.ts';
import { sendMails } from '../notices/send-mails.ts';
import { forgetAnswers } from '../operations/once.ts';
import { Server } from '../operations/server.ts';
import type { Mailer } from '../ports/mail-ports.ts';
import type { Stores } from '../ports/stores.ts';
import type { WebhookSender } from '../ports/webhook-ports.ts';
import { sweepPreviews } from '../previews/sweep-previews.ts';
import { forgetLatency } from '../reports/latency.ts';
import { LatencyRecorder } from '../reports/latency-recorder.ts';
import { createInstruments, type Instruments } from '../telemetry/instruments.ts';
import type { Clock } from '../util/clock.ts';
import { type Ids, randomIds } from '../util/ids.ts';
import { createWebhookSender } from '../webhooks/create-sender.ts';
import { Attendant, type Invocation, UNHEARD } from './attendant.ts';
import { outboxOf } from './mail-settings.ts';
import type { Settings } from './settings.ts';

/** Everything that can set the program in motion: a request, a message, a timer. */
export interface App {
  readonly handle: (request: HttpRequest, invocation: Invocation) => Promise<HttpAnswer>;
  readonly changesMessage: OnMessage;
  readonly runsMessage: OnMessage;
  readonly poisonedChanges: OnMessage;
  readonly poisonedRuns: OnMessage;
  readonly webhooksMessage: OnMessage;
  readonly poisonedWebhooks: OnMessage;
  readonly auditMessage: OnMessage;
  readonly poisonedAudit: OnMessage;
  readonly startAudit: OnTimer;
  readonly testAllRules: OnTimer;
  readonly sweepGroups: OnTimer;
  readonly sweepObjects: OnTimer;
  readonly sweepRuns: OnTimer;
  readonly sweepPreviews: OnTimer;
  readonly purgeGroups: OnTimer;
  readonly lookAtDue: OnTimer;
  readonly forgetAnswers: OnTimer;
  readonly forgetNotes: OnTimer;
  readonly cutHistory: OnTimer;
  readonly settleAlerts: OnTimer;
  readonly remindWebhooks: OnTimer;
  readonly sendMails: OnTimer;
  /** Answers how many hours nothing could be processed when that is over the limit, else null. */
  readonly checkDelay: (invocation?: Invocation) => Promise<number | null>;
}

type OnMessage = (message: unknown, delivery?: Delivery, invocation?: Invocation) => Promise<void>;
type OnTimer = (invocation?: Invocation) => Promise<void>;

/** What an app is made of. */
export interface AppParts {
  readonly settings: Settings;
  readonly stores: Stores;
  readonly clock: Clock;
  /** Random ones when absent. */
  readonly ids?: Ids;
  /** What has been counted so far; all at zero when absent. */
  readonly instruments?: Instruments;
  /** Milliseconds that never go back; those of the platform when absent. */
  readonly elapsed?: () => number;
  /** Who calls; what the settings say of it when absent. */
  readonly identify?: Identify;
  /** The way out to webhooks; that of the settings when absent. */
  readonly sender?: WebhookSender;
  /** Sends mails where they are set; over SMTP when absent. */
  readonly mailer?: Mailer;
}

export function createApp(parts: AppParts): App {
  const { settings, stores, clock, ids = randomIds } = parts;
  const sender = parts.sender ?? createWebhookSender({ hosts: settings.webhookHosts });
  const context = createContext(stores, clock, ids, sender);
  context.index.buildInSlices(() => new Promise((resolve) => setImmediate(resolve)));
  const instruments = parts.instruments ?? createInstruments();
  const latency = new LatencyRecorder({
    store: stores.latency,
    histogram: instruments.visibleSeconds,
    clock,
    instance: ids.guid(),
  });
  const monitor = new Monitor({ context, settings, instruments });
  const identify = parts.identify ?? createIdentify(settings, clock);
  const server = new Server(context, settings, { identify, monitor });
  const outbox = outboxOf(settings, parts.mailer);
  const attendant = new Attendant({
    context,
    instruments,
    threshold: settings.logLevel,
    traceIds: randomIds,
    elapsed: parts.elapsed ?? (() => performance.now()),
  });
  return {
    handle: (request, invocation) =>
      attendant.request(request, invocation, (attendance) => server.handle(request, attendance)),
    ...messagesOf(attendant, latency),
    ...timersOf(attendant, outbox),
    cutHistory: async (invocation = UNHEARD) =>
      void (await attendant.timer('cutHistory', invocation, (timed) =>
        cutHistory(timed, settings.historyDays),
      )),
    checkDelay: (invocation = UNHEARD) =>
      attendant.timer('checkDelay', invocation, async (timed) => {
        const { minutes } = await measureSystem(timed, settings);
        const hours = minutes / 60;
        return hours > settings.delayHours ? hours : null;
      }),
  };
}

type Work = (context: Context, message: unknown, delivery?: Delivery) => Promise<void>;

function messagesOf(attendant: Attendant, latency: LatencyRecorder) {
  const on =
    (queue: string, work: Work): OnMessage =>
    (message, delivery, invocation) =>
      attendant.message({ queue, message, delivery, invocation }, async (context) => {
        await work(context, message, delivery);
        await latency.flush();
      });
  return {
    changesMessage: on('membership-changes', handleChangesMessage),
    runsMessage: on('membership-runs', handleRunsMessage),
    poisonedChanges: on('membership-changes-poison', poisonedChanges),
    poisonedRuns: on('membership-runs-poison', poisonedRuns),
    webhooksMessage: on('webhooks', handleWebhooksMessage),
    poisonedWebhooks: on('webhooks-poison', poisonedWebhooks),
    auditMessage: on('membership-audits', handleAuditMessage),
    poisonedAudit: on('membership-audits-poison', handlePoisonedAudit),
  };
}

function timersOf(attendant: Attendant, outbox: Outbox | null) {
  const on =
    (timer: string, work: (context: Context) => Promise<unknown>): OnTimer =>
    async (invocation = UNHEARD) =>
      void (await attendant.timer(timer, invocation, work));
  return {
    startAudit: on('startAudit', (context) => startAudit(context, false)),
    testAllRules: on('testAllRules', testAllRules),
    sweepGroups: on('sweepGroups', sweepGroups),
    sweepObjects: on('sweepObjects', sweepObjects),
    sweepRuns: on('sweepRuns', sweepRuns),
    sweepPreviews: on('sweepPreviews', sweepPreviews),
    purgeGroups: on('purgeGroups', purgeGroups),
    lookAtDue: on('lookAtDue', lookAtDue),
    forgetAnswers: on('forgetAnswers', forgetAnswers),
    forgetNotes: on('forgetNotes', async (context) => {
      await forgetNotes(context);
      await forgetAlertEvents(context);
      await forgetLatency(context);
    }),
    settleAlerts: on('settleAlerts', settleGroupAlerts),
    remindWebhooks: on('remindWebhooks', remindWebhooks),
    sendMails: on('sendMails', (context) => sendMails(context, outbox)),
  };
}
