/** The settings of design.md 11, read from the environment once; what is wrong with them is reported all at once. */
import { z } from 'zod';

/** How storage is reached: by a connection string, or by addresses and the identity of the process. */
export type StorageSettings =
  | { readonly kind: 'connectionString'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      readonly tableServiceUri: string;
      readonly queueServiceUri: string;
      /** Of a user-assigned identity; null: the identity the platform gives. */
      readonly clientId: string | null;
    };

export interface Settings {
  /** MUSTER_LOCAL is true and the process does not run in Azure (WEBSITE_INSTANCE_ID): requests are open (design.md 8). */
  readonly isLocal: boolean;
  readonly publicUrl: string | null;
  readonly mailDomain: string;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly delayHours: number;
  readonly storage: StorageSettings;
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
  const storage = readStorage(environment);
  if (!parsed.success || Array.isArray(storage)) {
    const faults = parsed.success ? [] : parsed.error.issues.map(describe);
    throw new SettingsError([...faults, ...(Array.isArray(storage) ? storage : [])]);
  }
  const values = parsed.data;
  return {
    isLocal: values.MUSTER_LOCAL && !environment.WEBSITE_INSTANCE_ID,
    publicUrl: values.MUSTER_PUBLIC_URL || null,
    mailDomain: values.MUSTER_MAIL_DOMAIN,
    issuers: values.MUSTER_ISSUERS,
    audiences: values.MUSTER_AUDIENCES,
    delayHours: values.MUSTER_DELAY_HOURS,
    storage,
  };
}

/** The connection string, or the addresses of both services; a list of faults when neither is there. */
function readStorage(environment: Environment): StorageSettings | string[] {
  const connectionString = environment[STORAGE];
  if (connectionString) return { kind: 'connectionString', connectionString };
  const account = environment[`${STORAGE}__accountName`];
  const [tableServiceUri, queueServiceUri] = (['table', 'queue'] as const).map(
    (service) =>
      environment[`${STORAGE}__${service}ServiceUri`] ||
      (account ? `https://${account}.${service}.core.windows.net` : undefined),
  );
  if (!tableServiceUri && !queueServiceUri)
    return [`${STORAGE}: a connection string, or the ${STORAGE}__… settings, are needed`];
  const faults: string[] = [];
  if (!tableServiceUri) faults.push(`${STORAGE}__tableServiceUri: is missing`);
  if (!queueServiceUri) faults.push(`${STORAGE}__queueServiceUri: is missing`);
  if (!tableServiceUri || !queueServiceUri) return faults;
  const clientId = environment[`${STORAGE}__clientId`] || null;
  return { kind: 'identity', tableServiceUri, queueServiceUri, clientId };
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path[0]?.toString() ?? 'settings'}: ${issue.message}`;
}
