/** Where everything is wired: what the functions call, on stores, settings and a clock that are passed in. */
import { handleAuditMessage, handlePoisonedAudit } from '../audit/handle-audit-message.ts';
import { startAudit } from '../audit/start-audit.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import { createIdentify } from '../identity/identify.ts';
import { lookAtDue } from '../membership/clock-timer.ts';
import { createContext } from '../membership/context.ts';
import { checkDelay } from '../membership/delay.ts';
import {
  type Delivery,
  handleChangesMessage,
  handleRunsMessage,
  poisonedChanges,
  poisonedRuns,
} from '../membership/handle-messages.ts';
import { purgeGroups } from '../membership/purge-groups.ts';
import { sweepGroups, sweepObjects, sweepRuns } from '../membership/sweep.ts';
import { forgetAnswers } from '../operations/once.ts';
import { type LogError, Server } from '../operations/server.ts';
import type { Stores } from '../ports/stores.ts';
import type { Clock } from '../util/clock.ts';
import { type Ids, randomIds } from '../util/ids.ts';
import type { Settings } from './settings.ts';

/** Everything that can set the program in motion: a request, a message, a timer. */
export interface App {
  readonly handle: (request: HttpRequest, logError: LogError) => Promise<HttpAnswer>;
  readonly changesMessage: (message: unknown, delivery?: Delivery) => Promise<void>;
  readonly runsMessage: (message: unknown, delivery?: Delivery) => Promise<void>;
  readonly poisonedChanges: (message: unknown, delivery?: Delivery) => Promise<void>;
  readonly poisonedRuns: (message: unknown, delivery?: Delivery) => Promise<void>;
  readonly auditMessage: (message: unknown, delivery?: Delivery) => Promise<void>;
  readonly poisonedAudit: (message: unknown) => Promise<void>;
  readonly startAudit: () => Promise<void>;
  readonly sweepGroups: () => Promise<void>;
  readonly sweepObjects: () => Promise<void>;
  readonly sweepRuns: () => Promise<void>;
  readonly purgeGroups: () => Promise<void>;
  readonly lookAtDue: () => Promise<void>;
  readonly forgetAnswers: () => Promise<void>;
  /** Answers how many hours nothing could be processed when that is over the limit, else null. */
  readonly checkDelay: () => Promise<number | null>;
}

/** What an app is made of. `ids`: random ones when absent. */
export interface AppParts {
  readonly settings: Settings;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids?: Ids;
}

export function createApp(parts: AppParts): App {
  const { settings, stores, clock, ids = randomIds } = parts;
  const context = createContext(stores, clock, ids);
  const server = new Server(context, settings, createIdentify(settings, clock));
  return {
    handle: (request, logError) => server.handle(request, logError),
    changesMessage: (message, delivery) => handleChangesMessage(context, message, delivery),
    runsMessage: (message, delivery) => handleRunsMessage(context, message, delivery),
    poisonedChanges: (message, delivery) => poisonedChanges(context, message, delivery),
    poisonedRuns: (message, delivery) => poisonedRuns(context, message, delivery),
    auditMessage: (message, delivery) => handleAuditMessage(context, message, delivery),
    poisonedAudit: (message) => handlePoisonedAudit(context, message),
    startAudit: async () => void (await startAudit(context, false)),
    sweepGroups: () => sweepGroups(context),
    sweepObjects: () => sweepObjects(context),
    sweepRuns: () => sweepRuns(context),
    purgeGroups: () => purgeGroups(context),
    lookAtDue: () => lookAtDue(context),
    forgetAnswers: () => forgetAnswers(context),
    checkDelay: async () => {
      const { minutes } = await checkDelay(context, settings);
      const hours = minutes / 60;
      return hours > settings.delayHours ? hours : null;
    },
  };
}
