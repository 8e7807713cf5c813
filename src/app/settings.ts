/** The settings of design.md 11, read from the environment once; what is wrong with them is reported all at once. */
import { z } from 'zod';
import { issuerFault } from '../identity/issuer-address.ts';
import type { LogThreshold } from '../telemetry/json-logger.ts';
import {
  addresses,
  findMailFaults,
  type MailSettings,
  mailLanguage,
  mailSettingsOf,
  sender,
  smtpUrl,
} from './mail-settings.ts';

export interface Settings {
  /** MUSTER_LOCAL is true and the process does not run in Azure: requests are open (design.md 8). */
  readonly isLocal: boolean;
  readonly publicUrl: string | null;
  readonly trustForwarded: boolean;
  readonly mailDomain: string;
  /** Null: no mail is sent. */
  readonly mail: MailSettings | null;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly delayHours: number;
  /** How many days history is kept. */
  readonly historyDays: number;
  /** Hosts (`host` or `host:port`) that webhooks may call whatever their address. */
  readonly webhookHosts: readonly string[];
  readonly limits: {
    /** Units a second that a caller may use; 0: any number. */
    readonly perSecond: number;
    readonly burst: number;
    /** Requests that are worked on at the same time. */
    readonly atOnce: number;
  };
  readonly portal: {
    /** MUSTER_PORTAL_CLIENT_ID: what the portal signs people in as, with the first of the issuers. */
    readonly clientId: string | null;
    /** MUSTER_PORTAL_SCOPES: what it asks for; by default everything that the first audience gives. */
    readonly scopes: readonly string[];
  };
  /** MUSTER_LOG_LEVEL: from which level on lines are written to the log. */
  readonly logLevel: LogThreshold;
}

/** The environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that can't be worked with; the message has one line a fault. */
export class SettingsError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings are not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/** In Azure; the local run has no limit unless one is set. */
const DEFAULT_PER_SECOND = 100;
const DEFAULT_AT_ONCE = 32;
const DEFAULT_HISTORY_DAYS = 400;
/** A script that has waited may do for so long as if there were no limit. */
const BURST_SECONDS = 10;

const STORAGE = 'AzureWebJobsStorage';

/** At least one is set wherever Azure runs functions; instances of Flex Consumption have no WEBSITE_INSTANCE_ID. */
const SIGNS_OF_AZURE = [
  'WEBSITE_INSTANCE_ID',
  'WEBSITE_SITE_NAME',
  'WEBSITE_POD_NAME',
  'LEGION_SERVICE_HOST',
];

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(/[,;\s]+/)
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://groups.example.com',
});

/** A number; left out or empty, nothing. */
const count = (lowest: number, highest: number) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? undefined : Number(text)))
    .pipe(
      z
        .number({ error: 'must be a number' })
        .min(lowest, { error: `must be at least ${lowest}` })
        .max(highest, { error: `must be at most ${highest}` })
        .optional(),
    )
    .optional();

const yesOrNo = z
  .enum(['true', 'false', ''], { error: 'must be true or false' })
  .default('false')
  .transform((text) => text === 'true');

const schema = z.object({
  MUSTER_LOCAL: yesOrNo,
  MUSTER_PUBLIC_URL: webAddress.or(z.literal('')).optional(),
  MUSTER_TRUST_FORWARDED: yesOrNo,
  MUSTER_MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, { error: 'must be a domain such as contoso.com' })
    .default('contoso.com'),
  MUSTER_SMTP_URL: smtpUrl,
  MUSTER_MAIL_FROM: sender,
  MUSTER_MAIL_RATE: count(1, 100_000),
  MUSTER_MAIL_LANGUAGE: mailLanguage,
  MUSTER_ALERT_MAIL: addresses,
  MUSTER_ISSUERS: list.superRefine(checkIssuers),
  MUSTER_AUDIENCES: list,
  MUSTER_DELAY_HOURS: z.coerce
    .number({ error: 'must be a number of hours, such as 24' })
    .positive({ error: 'must be more than 0' })
    .max(8_760, { error: 'must be at most a year (8760)' })
    .default(24),
  // Delta queries need eight days of it.
  MUSTER_HISTORY_DAYS: count(8, 36_500),
  MUSTER_WEBHOOK_HOSTS: list,
  MUSTER_REQUESTS_PER_SECOND: count(0, 100_000),
  MUSTER_REQUESTS_BURST: count(1, 1_000_000),
  MUSTER_REQUESTS_AT_ONCE: count(1, 10_000),
  MUSTER_PORTAL_CLIENT_ID: z.string().trim().default(''),
  MUSTER_PORTAL_SCOPES: list,
  MUSTER_LOG_LEVEL: z
    .enum(['debug', 'information', 'warning', 'error', 'none', ''], {
      error: 'must be debug, information, warning, error or none',
    })
    .optional(),
});

function checkIssuers(issuers: readonly string[], check: z.core.$RefinementCtx): void {
  const faults = new Set(issuers.map(issuerFault).filter((fault) => fault !== null));
  for (const message of faults) check.addIssue({ code: 'custom', message });
}

/** Reads the settings. Throws SettingsError with every fault. */
export function readSettings(environment: Environment): Settings {
  const parsed = schema.safeParse(environment);
  const otherFaults = [...findStorageFaults(environment), ...findMailFaults(environment)];
  if (!parsed.success || otherFaults.length > 0) {
    const faults = parsed.success ? [] : parsed.error.issues.map(describe);
    throw new SettingsError([...faults, ...otherFaults]);
  }
  const values = parsed.data;
  const isLocal = values.MUSTER_LOCAL && !SIGNS_OF_AZURE.some((sign) => environment[sign]);
  const perSecond = values.MUSTER_REQUESTS_PER_SECOND ?? (isLocal ? 0 : DEFAULT_PER_SECOND);
  return {
    isLocal,
    publicUrl: values.MUSTER_PUBLIC_URL || null,
    trustForwarded: values.MUSTER_TRUST_FORWARDED,
    mailDomain: values.MUSTER_MAIL_DOMAIN,
    mail: mailSettingsOf(values),
    issuers: values.MUSTER_ISSUERS,
    audiences: values.MUSTER_AUDIENCES,
    delayHours: values.MUSTER_DELAY_HOURS,
    historyDays: values.MUSTER_HISTORY_DAYS ?? DEFAULT_HISTORY_DAYS,
    webhookHosts: values.MUSTER_WEBHOOK_HOSTS.map((host) => host.toLowerCase()),
    limits: {
      perSecond,
      burst: values.MUSTER_REQUESTS_BURST ?? Math.max(1, BURST_SECONDS * perSecond),
      atOnce: values.MUSTER_REQUESTS_AT_ONCE ?? DEFAULT_AT_ONCE,
    },
    portal: {
      clientId: values.MUSTER_PORTAL_CLIENT_ID || null,
      scopes: portalScopes(values.MUSTER_PORTAL_SCOPES, values.MUSTER_AUDIENCES),
    },
    // On a terminal a line for every request would be in the way.
    logLevel: values.MUSTER_LOG_LEVEL || (isLocal ? 'warning' : 'information'),
  };
}

function portalScopes(given: readonly string[], [audience]: readonly string[]): readonly string[] {
  if (given.length > 0) return given;
  return audience === undefined ? [] : [`${audience}/.default`];
}

/** Storage is reached by a connection string, or by the addresses of both services and the identity of the process. */
function findStorageFaults(environment: Environment): readonly string[] {
  if (environment[STORAGE] || environment[`${STORAGE}__accountName`]) return [];
  const missing = ['tableServiceUri', 'queueServiceUri'].filter(
    (part) => !environment[`${STORAGE}__${part}`],
  );
  return missing.length === 2
    ? [`${STORAGE}: is missing: a connection string, or ${STORAGE}__accountName`]
    : missing.map((part) => `${STORAGE}__${part}: is missing`);
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path[0]?.toString() ?? 'settings'}: ${issue.message}`;
}
