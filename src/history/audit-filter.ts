/** Which records are asked for. */
import type { ObjectKind } from '../directory/ordinal.ts';
import { type AuditRecord, SERVICE } from './audit-record.ts';

/** Null: whatever it is. Texts are in lower case. */
export interface AuditFilter {
  /** Milliseconds, both ends included. */
  readonly from: number;
  readonly through: number;
  readonly activity: string | null;
  readonly category: string | null;
  readonly service: string | null;
  readonly correlationId: string | null;
  readonly application: string | null;
  /** An object id. */
  readonly target: string | null;
}

export const EVERYTHING: AuditFilter = {
  from: Number.NEGATIVE_INFINITY,
  through: Number.POSITIVE_INFINITY,
  ...{ activity: null, category: null, service: null },
  ...{ correlationId: null, application: null, target: null },
};

/** As Entra names what its processing of rules does. */
export const ENGINE = 'Microsoft Approval Management';

/** The target is not looked at: its own history is read. */
export function isAskedFor(record: AuditRecord, filter: AuditFilter): boolean {
  const { activity, correlationId, actor } = record;
  const program = actor === null ? ENGINE : actor.isApplication ? actor.displayName : undefined;
  return (
    isTime(record.fact.time, filter) &&
    isIt(filter.activity, activity.name) &&
    isIt(filter.category, activity.category) &&
    isIt(filter.service, SERVICE) &&
    isIt(filter.correlationId, correlationId) &&
    isIt(filter.application, program)
  );
}

export function isTime(time: string, { from, through }: AuditFilter): boolean {
  const at = Date.parse(time);
  return at >= from && at <= through;
}

function isIt(wanted: string | null, value: string | undefined): boolean {
  return wanted === null || wanted === value?.toLowerCase();
}

/** Whose changes can be among them. */
export function kindsIn({ category }: AuditFilter): readonly ObjectKind[] {
  switch (category) {
    case null:
      return ['user', 'device', 'group'];
    case 'groupmanagement':
      return ['group'];
    case 'usermanagement':
      return ['user'];
    case 'device':
      return ['device'];
    default:
      return [];
  }
}
