import type { GroupMeta } from '../directory/group-meta.ts';
import { firstOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { BLOCKS_PER_RANGE, GROUPS_PER_SLICE, rangeCount } from '../membership/ranges.ts';
import type { AuditMessage, AuditPart } from '../ports/audit-ports.ts';
import type { RunHeader, RunSlice } from '../ports/ports.ts';

/** So that a piece is done in seconds: 1,024 rules on 4,096 objects. */
const SLICES_A_PART = 16;
const GROUPS_A_PAGE = 1_000;

const SCOPES = ['user', 'device'] as const;

/** Decides what an audit is over, and asks for its first pieces. Repeated, it asks for them again. */
export async function planAudit(context: Context, id: string): Promise<void> {
  const standing = await context.audits.read(id);
  if (standing === null || standing.value.status !== 'running') return;
  const known = standing.value.parts;
  if (known !== null) return sendPieces(context, id, await headersOf(context, known));
  const headers = await insertHeaders(context);
  const parts = headers.map((header) => ({ id: header.id, slices: header.slices.length }));
  const objects = objectsIn(await highWater(context));
  // Somebody else who planned it at the same time asks for the pieces of his plan.
  if (await context.audits.replace({ ...standing, value: { ...standing.value, parts, objects } }))
    await sendPieces(context, id, headers);
}

async function insertHeaders(context: Context): Promise<readonly RunHeader[]> {
  const slices = slicesOf(context, await listAll(context));
  const headers: RunHeader[] = [];
  // An audit has a part even when it has no groups, so that it comes to its end.
  for (let at = 0; at < Math.max(slices.length, 1); at += SLICES_A_PART) {
    const header: RunHeader = {
      id: context.ids.guid(),
      seal: 'audit',
      started: context.clock.now().toISOString(),
      slices: slices.slice(at, at + SLICES_A_PART),
      rangeBlocks: BLOCKS_PER_RANGE,
      highWater: await highWater(context),
    };
    await context.runs.insertHeader(header);
    headers.push(header);
  }
  return headers;
}

async function highWater({ ordinals }: Context): Promise<Readonly<Record<RuleScope, number>>> {
  return { user: await ordinals.highWater('user'), device: await ordinals.highWater('device') };
}

function objectsIn(marks: Readonly<Record<RuleScope, number>>): number {
  return SCOPES.reduce((sum, scope) => sum + marks[scope] - firstOrdinal(scope), 0);
}

async function listAll(context: Context): Promise<readonly GroupMeta[]> {
  const groups: GroupMeta[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof context.listing.list>> = await context.listing.list(
      GROUPS_A_PAGE,
      after,
    );
    groups.push(...page.items);
    after = page.next ?? null;
  } while (after !== null);
  return groups;
}

/** Those with a rule that looks at objects, by kind; then all others, which are compared without evaluating anything. */
function slicesOf(context: Context, groups: readonly GroupMeta[]): readonly RunSlice[] {
  const scopeOf = ({ id, rule }: GroupMeta): RuleScope | null => {
    const compiled = context.index.ruleOf(id, rule);
    return compiled === null || compiled.memberOf !== null ? null : compiled.scope;
  };
  return [
    ...SCOPES.flatMap((scope) =>
      sliced(
        scope,
        groups.filter((group) => scopeOf(group) === scope),
      ),
    ),
    ...sliced(
      'user',
      groups.filter((group) => scopeOf(group) === null),
      EVALUATES_NOTHING,
    ),
  ];
}

/** The rule of a group in a slice that is not evaluated: memberOf and assigned groups. */
const EVALUATES_NOTHING = '';

function sliced(
  scope: RuleScope,
  groups: readonly GroupMeta[],
  rule?: string,
): readonly RunSlice[] {
  const named = groups.map((meta) => ({
    id: meta.id,
    ver: meta.ver,
    rule: rule ?? meta.rule ?? EVALUATES_NOTHING,
  }));
  return Array.from({ length: Math.ceil(named.length / GROUPS_PER_SLICE) }, (_, at) => ({
    scope,
    groups: named.slice(at * GROUPS_PER_SLICE, (at + 1) * GROUPS_PER_SLICE),
  }));
}

/** Whether the groups of a slice have rules that look at objects. */
export function isEvaluated({ groups }: RunSlice): boolean {
  return groups.some(({ rule }) => rule !== EVALUATES_NOTHING);
}

/** The kinds of objects that a part looks at. */
export function scopesOf({ slices }: RunHeader): ReadonlySet<RuleScope> {
  return new Set(slices.filter(isEvaluated).map(({ scope }) => scope));
}

async function headersOf(
  context: Context,
  parts: readonly AuditPart[],
): Promise<readonly RunHeader[]> {
  const headers = await Promise.all(parts.map(({ id }) => context.runs.readHeader(id)));
  return headers.filter((header) => header !== null);
}

async function sendPieces(
  context: Context,
  audit: string,
  headers: readonly RunHeader[],
): Promise<void> {
  const messages = headers.flatMap((header): readonly AuditMessage[] => {
    const ranges = [...scopesOf(header)].flatMap((scope) =>
      Array.from({ length: rangeCount(header, scope) }, (_, range) => ({
        audit,
        part: header.id,
        scope,
        range,
      })),
    );
    return ranges.length > 0 ? ranges : comparisonsOf(audit, header);
  });
  await context.queues.sendAudits(messages);
}

/** What is left to do once all objects of a part are evaluated. Of a part without groups: to see that the audit has ended. */
export function comparisonsOf(audit: string, { id, slices }: RunHeader): readonly AuditMessage[] {
  const places = slices.length === 0 ? [0] : slices.map((_, slice) => slice);
  return places.map((slice) => ({ audit, part: id, slice }));
}
