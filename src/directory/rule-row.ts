import type { ProcessingState } from './group-meta.ts';

/** What the rules table says of a group: enough to decide which groups an object's change can touch (protocol.md 1). */
export interface RuleRow {
  readonly groupId: string;
  readonly kind: 'assigned' | 'dynamic';
  /** Null for an assigned or deleted group. */
  readonly rule: string | null;
  readonly state: ProcessingState;
  readonly edit: number;
  readonly ver: number;
  readonly membersVer: number;
  readonly deleted: boolean;
  /** Deleted, and may come back with the members it has. */
  readonly isKept?: boolean;
  /** The epoch of the projection's last write. */
  readonly epoch: number;
}
