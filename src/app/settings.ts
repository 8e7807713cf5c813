/** The settings of design.md 11, read from the environment once; what is wrong with them is reported all at once. */
import { z } from 'zod';

export interface Settings {
  /** MUSTER_LOCAL is true and the process does not run in Azure (WEBSITE_INSTANCE_ID): requests are open (design.md 8). */
  readonly isLocal: boolean;
  readonly publicUrl: string | null;
  readonly mailDomain: string;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly delayHours: number;
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

const STORAGE = 'AzureWebJobsStorage';

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

const schema = z.object({
  MUSTER_LOCAL: z
    .enum(['true', 'false', ''], { error: 'must be true or false' })
    .default('false')
    .transform((text) => text === 'true'),
  MUSTER_PUBLIC_URL: webAddress.or(z.literal('')).optional(),
  MUSTER_MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, { error: 'must be a domain such as contoso.com' })
    .default('contoso.com'),
  MUSTER_ISSUERS: list.pipe(z.array(webAddress)),
  MUSTER_AUDIENCES: list,
  MUSTER_DELAY_HOURS: z.coerce
    .number({ error: 'must be a number of hours, such as 24' })
    .positive({ error: 'must be more than 0' })
    .max(8_760, { error: 'must be at most a year (8760)' })
    .default(24),
});

/** Reads the settings. Throws SettingsError with every fault. */
export function readSettings(environment: Environment): Settings {
  const parsed = schema.safeParse(environment);
  const storageFaults = findStorageFaults(environment);
  if (!parsed.success || storageFaults.length > 0) {
    const faults = parsed.success ? [] : parsed.error.issues.map(describe);
    throw new SettingsError([...faults, ...storageFaults]);
  }
  const values = parsed.data;
  return {
    isLocal: values.MUSTER_LOCAL && !environment.WEBSITE_INSTANCE_ID,
    publicUrl: values.MUSTER_PUBLIC_URL || null,
    mailDomain: values.MUSTER_MAIL_DOMAIN,
    issuers: values.MUSTER_ISSUERS,
    audiences: values.MUSTER_AUDIENCES,
    delayHours: values.MUSTER_DELAY_HOURS,
  };
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
