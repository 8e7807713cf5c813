/** Why processing of a group stopped: a stable code, what its message is filled with, and the message in English. */
import type { Breach } from './guard.ts';
import type { Hold } from './hold.ts';

const MESSAGES = {
  EXTENSION_PROPERTY_DELETED:
    'The rule names the extension property {property}, which is no longer registered. Register it again, or change the rule. Members stay as they were.',
  GROUP_TOO_LARGE:
    'The group would have {members} members, {changes} of them new or gone: more than can be changed at once (some 3 million). Narrow the rule, or divide the group, and process it again. Members stay as they were.',
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

/** What is held, why, and where to decide: a client that polls must end, and its user must know what to do. */
export function describeHold(hold: Hold): string {
  return `A change is held by the guard (${hold.limits.map(describeBreach).join('; ')}): it would add ${hold.additions} and remove ${hold.removals} of ${hold.before} members. Members stay as they were. Release or reject hold ${hold.id} under /muster/v1/holds before ${hold.expires}, or change the rule.`;
}

/** The name of the limit of a change that was saved for a diff: nothing outside it. */
export const OUTSIDE_PREVIEW = 'outsidePreview';

function describeBreach({ name, limit, actual }: Breach): string {
  const [kind = '', property] = name.split(':');
  if (property !== undefined)
    return `${property} was taken from ${actual} % of those who had it, the limit is ${limit} %`;
  if (kind === OUTSIDE_PREVIEW) return `outside the preview it was saved with: ${actual}`;
  if (kind === 'minimumSize' || kind === 'maximumSize')
    return `the group would have ${actual} members, at ${kind === 'minimumSize' ? 'least' : 'most'} ${limit} are wanted`;
  const unit = kind.endsWith('Share') ? ' %' : '';
  const what = kind.startsWith('additions') ? 'additions' : 'removals';
  return `${what} ${actual}${unit}, the limit is ${limit}${unit}`;
}

/** What happened and what to do, as a sentence for people. */
export function describeError({ code, params }: ProcessingError): string {
  return MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
