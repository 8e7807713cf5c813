/** Why processing of a group stopped: a stable code, what its message is filled with, and the message in English. */

const MESSAGES = {
  EXTENSION_PROPERTY_DELETED:
    'The rule names the extension property {property}, which is no longer registered. Register it again, or change the rule. Members stay as they were.',
  MEMBEROF_SOURCE_IS_MEMBEROF:
    'The rule names group {source}, which has a memberOf rule itself. Change one of the two rules. Members stay as they were.',
  PROCESSING_FAILED:
    'The group could not be processed: {reason} Members stay as they were. Mend what is named and process the group again.',
  RULE_INVALID:
    'The rule cannot be read by this version. Save it again, corrected. Members stay as they were.',
} as const;

export interface ProcessingError {
  readonly code: keyof typeof MESSAGES;
  readonly params: Readonly<Record<string, string>>;
  /** When it failed (ISO), where that is known. */
  readonly time?: string;
}

/** What happened and what to do, as a sentence for people. */
export function describeError({ code, params }: ProcessingError): string {
  return MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
