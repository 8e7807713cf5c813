/** Bodies of our own routes about guards, holds and pauses (design.md 11). */
import { z } from 'zod';
import type { Guard, TenantGuard } from '../directory/guard.ts';
import { parseBody } from './parse-body.ts';

/** Groups that may go on while all others are paused. */
const EXCEPTION_LIMIT = 1_000;
const TEXT_LIMIT = 1_024;

const percent = z.number().min(0).max(1_000_000);
const count = z.int().min(0);
const limit = z
  .strictObject({ share: percent.nullable().default(null), count: count.nullable().default(null) })
  .default({ share: null, count: null });

export const guard = z.strictObject({
  minimumSize: count.default(0),
  additions: limit,
  removals: limit,
});

export const groupSettings = z
  .strictObject({ guard: guard.nullable(), welcomeMail: z.boolean() })
  .partial()
  .refine((settings) => Object.keys(settings).length > 0, 'name guard or welcomeMail');

export const tenantGuard = z
  .strictObject({
    changes: guard.nullable(),
    imports: guard.nullable(),
    blankedShare: percent.nullable(),
  })
  .partial();

const note = z.string().max(TEXT_LIMIT).nullish();

export const release = z.strictObject({ diffHash: z.string().min(1).max(128), note });

export const reject = z.strictObject({ note });

export const pauseAll = z.strictObject({
  reason: z.string().trim().min(1).max(TEXT_LIMIT),
  exceptions: z.array(z.guid()).max(EXCEPTION_LIMIT).default([]),
});

/** As `readGroupSettings`, of a guard alone. */
export function readGuard(given: unknown): Guard | null {
  return readGroupSettings({ guard: given }).guard ?? null;
}

/** What can be set of a group here; what is left out stays. */
export interface GroupSettings {
  /** Null takes the group's own guard away. Limits that are left out do not limit. */
  readonly guard?: Guard | null | undefined;
  /** Whether users who become members get a mail (docs/mail.md). */
  readonly welcomeMail?: boolean | undefined;
}

/** `{guard?, welcomeMail?}`, one at least. Throws RequestError 400. */
export function readGroupSettings(body: unknown): GroupSettings {
  return parseBody(groupSettings, body);
}

/** What is to change of the guard for all groups. Throws RequestError 400. */
export function readTenantGuard(body: unknown): {
  readonly [Name in keyof TenantGuard]?: TenantGuard[Name] | undefined;
} {
  return parseBody(tenantGuard, body);
}

/** `{diffHash, note?}` Throws RequestError 400. */
export function readRelease(body: unknown): {
  readonly diffHash: string;
  readonly note: string | null;
} {
  const { diffHash, note: text } = parseBody(release, body);
  return { diffHash, note: text ?? null };
}

/** `{note?}` Throws RequestError 400. */
export function readReject(body: unknown): { readonly note: string | null } {
  return { note: parseBody(reject, body).note ?? null };
}

/** `{reason, exceptions?}` Throws RequestError 400. */
export function readPauseAll(body: unknown): {
  readonly reason: string;
  readonly exceptions: readonly string[];
} {
  return parseBody(pauseAll, body);
}
