import type { GroupMeta, ProcessingError } from '../directory/group-meta.ts';

/** What each processing error means for a person, and what to do; `{name}` is filled from the error's params. */
const MESSAGES: Readonly<Record<ProcessingError['code'], string>> = {
  EXTENSION_PROPERTY_DELETED:
    'The rule names the extension property {property}, which is no longer registered. Register it again, or change the rule. Members stay as they were.',
  MEMBEROF_SOURCE_IS_MEMBEROF:
    'The rule names group {source}, which has a memberOf rule itself. Change one of the two rules. Members stay as they were.',
  GROUP_TOO_LARGE:
    'The group would have more members than one transaction can hold. Narrow the rule. Members stay as they were.',
  RULE_INVALID:
    'The rule cannot be read by this version. Save it again, corrected. Members stay as they were.',
};

/** The errorMessage of a group's status, in English; null unless processing failed. */
export function errorMessageOf(meta: GroupMeta): string | null {
  if (meta.error === null || meta.kind === 'assigned' || meta.state === 'Paused') return null;
  const { code, params } = meta.error;
  return MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
