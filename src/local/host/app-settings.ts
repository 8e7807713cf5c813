/** Lookups in the application settings, which on the local host are environment variables. */
import type { Environment } from './host-settings.ts';

/** A text with each `%Setting%` replaced by its value, as queue names and schedules may contain. */
export function resolveSettings(text: string, environment: Environment): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = environment[name];
    if (value === undefined) throw new Error(`'%${name}%' has no value: set ${name}.`);
    return value;
  });
}

/** The storage connection string that a queue binding names; its default is AzureWebJobsStorage. */
export function storageConnection(name: string | undefined, environment: Environment): string {
  const setting = name || 'AzureWebJobsStorage';
  const value = environment[setting] ?? environment[`AzureWebJobs${setting}`];
  if (!value) throw new Error(`The storage connection '${setting}' is not set.`);
  return value;
}

/** Whether a function is switched off by `AzureWebJobs.<name>.Disabled`. */
export function isDisabled(functionName: string, environment: Environment): boolean {
  const value =
    environment[`AzureWebJobs.${functionName}.Disabled`] ??
    environment[`AzureWebJobs__${functionName}__Disabled`];
  return value !== undefined && ['true', '1'].includes(value.toLowerCase());
}
