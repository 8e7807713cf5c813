/** The storage verbs of imports: what ports.ts says of a call and of a condition holds here too. */
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Page, Stamped } from './ports.ts';

/** How many objects an import changes that had a property, and how many of them have it no longer. */
export interface BlankedCount {
  readonly blanked: number;
  readonly had: number;
}

/** What has to be known of an import by whoever looks at what it changed. */
export interface ImportRecord {
  readonly id: string;
  /** An open import that nothing was heard of for ten minutes counts as complete (open-imports.ts). */
  readonly status: 'open' | 'complete';
  readonly created: string;
  readonly lastActivity: string;
  /** Users, devices and groups it creates or changes: written before that is done, and never lowered. */
  readonly objects: number;
  /** By Graph's name of a property (nested ones as `container.name`), over the objects it changes. */
  readonly blanked: Readonly<Record<string, BlankedCount>>;
}

/** A line that was not applied, or not wholly: its number in the part counted from 1, and why. */
export interface ImportError {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  /** The property at fault. */
  readonly target?: string;
}

/** What one part of an import did. */
export interface PartResult {
  readonly lines: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Lines with an error. */
  readonly failed: number;
  /** References to objects that are not there yet; they are tried again when the import is completed. */
  readonly pending: number;
  /** The first of the errors; `failed` counts them all. */
  readonly errors: readonly ImportError[];
}

/** A numbered part of an import: what it is about to do, written before, and what came of it. */
export interface ImportPart {
  readonly part: number;
  /** Tells one content from another. */
  readonly content: string;
  /** The most that any attempt was about to do. */
  readonly created: number;
  readonly changed: number;
  readonly blanked: Readonly<Record<string, BlankedCount>>;
  /** Every object that an attempt was about to create or change. */
  readonly ordinals: OrdinalSet;
  /** Assigned groups whose members it changes. */
  readonly groupIds: readonly string[];
  /** Rows of references that wait for objects of other parts. */
  readonly referenceRows: number;
  /** Null while it is being applied. */
  readonly result: PartResult | null;
}

/** What a reference is to be of the object that it stands with. */
export type ReferenceTarget = 'manager' | 'members' | 'owners';

/** A reference of an object that was imported, to one that was not there at the time. */
export interface PendingReference {
  /** In the part. */
  readonly line: number;
  /** Whose manager, member or owner it is to be: an object id. */
  readonly id: string;
  readonly target: ReferenceTarget;
  /** Ids or userPrincipalNames; of owners also `servicePrincipals/{id}`. */
  readonly references: readonly string[];
  /** The manager at that time: somebody who has set another since then is left in the right. Null: none; always for members and owners. */
  readonly was: string | null;
  /** Whether the line counts as created or changed already. */
  readonly counted: boolean;
}

/** Some references of a part that are worked off together. */
export interface ReferenceRow {
  readonly part: number;
  readonly row: number;
  readonly references: readonly PendingReference[];
}

/** Imports, their parts, and the references that wait. Ids of imports begin with the time counted down: the newest sort first. */
export interface ImportStore {
  insert(record: ImportRecord): Promise<void>;
  read(id: string): Promise<Stamped<ImportRecord> | null>;
  /** The newest first. */
  list(top: number, after: string | null): Promise<Page<ImportRecord>>;
  /** Replaces the record If-Match and writes a part, if one is given, in one transaction; null when it was written since. */
  write(record: Stamped<ImportRecord>, part?: ImportPart): Promise<string | null>;
  readPart(id: string, part: number): Promise<ImportPart | null>;
  /** Every part, by number. */
  readParts(id: string): Promise<readonly ImportPart[]>;
  /** Inserts or replaces. */
  writeReferences(id: string, row: ReferenceRow): Promise<void>;
  /** The next row of references that wait; null when there is none. */
  readReferences(id: string): Promise<ReferenceRow | null>;
  /** Nothing happens when it is gone. */
  removeReferences(id: string, row: Omit<ReferenceRow, 'references'>): Promise<void>;
  /** Deletes some parts of an import, and with the last of them the import; true: there may be more. */
  remove(id: string): Promise<boolean>;
}
