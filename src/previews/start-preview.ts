/** Begins a preview: checks the rule as a save would, takes a first sample, and has the whole directory read. */
import { invalidRule } from '../contract/rule-fault.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import { firstOrdinal } from '../directory/ordinal.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import { checkRule, type RuleOfGroup } from '../groups/check-rule.ts';
import { completePreview } from '../membership/complete-preview.ts';
import type { Context } from '../membership/context.ts';
import { isAbandoned } from '../membership/preview-range.ts';
import { BLOCKS_PER_RANGE, rangeCount } from '../membership/ranges.ts';
import { sendQuietly } from '../membership/record-change.ts';
import type { StoredGroup } from '../ports/ports.ts';
import type { Preview } from '../ports/preview-ports.ts';
import { compileRule } from '../rules/compile-rule.ts';
import { validateRule } from '../rules/validate-rule.ts';
import { badRequest, RequestError, resourceNotFound } from '../util/errors.ts';
import { cancelPreview } from './find-preview.ts';
import { describing, type PreviewedObject } from './people.ts';
import { type PreviewedChange, takeSample } from './sample.ts';

/** At work at the same time. */
const MOST_OF_ONE = 4;
const MOST_OF_ALL = 32;

/** Kept of one caller, the ones that have ended too. */
const MOST_KEPT = 16;

export interface PreviewRequest {
  readonly callerId: string;
  /** Null: a group that is not there yet. */
  readonly groupId: string | null;
  /** Null: the rule that the group has. */
  readonly rule: string | null;
  /** What the rule has to select; null: what it does. */
  readonly kind: 'user' | 'device' | null;
}

export interface StartedPreview {
  readonly preview: Preview;
  readonly sample: readonly (PreviewedObject & { readonly change: PreviewedChange })[];
}

/** A preview that can be begun: its rule is valid for its group. */
export interface Previewable {
  readonly request: PreviewRequest;
  readonly rule: string;
  readonly scope: 'user' | 'device';
  readonly group: StoredGroup | null;
}

/** Throws 404 for an unknown group, 400 for a rule that could not be saved with it. */
export async function checkPreview(
  context: Context,
  request: PreviewRequest,
): Promise<Previewable> {
  const group = request.groupId === null ? null : await context.groups.read(request.groupId);
  if (request.groupId !== null && (group === null || group.meta.deleted !== null))
    throw resourceNotFound(request.groupId);
  const rule = request.rule ?? group?.meta.rule ?? null;
  if (rule === null)
    throw badRequest("A value is required for property 'membershipRule': the group has none.");
  await checkRule(context, ruleOfGroup(group?.meta ?? null, rule));
  const validation = validateRule(rule);
  if (!validation.valid) throw invalidRule(validation.errors);
  const { scope } = validation;
  if (request.kind !== null && request.kind !== scope)
    throw badRequest(`The rule selects ${scope}s; kind says ${request.kind}.`);
  return { request, rule, scope, group };
}

function ruleOfGroup(meta: GroupMeta | null, rule: string): RuleOfGroup {
  return {
    id: meta?.id ?? '',
    rule,
    unified: meta?.resource.unified ?? false,
    isNew: rule !== meta?.rule,
    becomesDynamic: meta?.kind !== 'dynamic',
  };
}

/** Throws 429 when the caller, or all together, have too many at work. */
export async function startPreview(
  context: Context,
  previewable: Previewable,
): Promise<StartedPreview> {
  const { request, rule: text, scope, group } = previewable;
  await makeRoom(context, request);
  const [user, device] = await Promise.all([
    context.ordinals.highWater('user'),
    context.ordinals.highWater('device'),
  ]);
  const highWater = { user, device };
  const rule = compiled(text);
  const before = group?.members ?? new OrdinalSet();
  const end = Math.max(highWater[scope], firstOrdinal(scope));
  const { people, ...sample } = await takeSample(context, { rule, before, end });
  const now = context.clock.now().toISOString();
  const preview: Preview = {
    id: context.ids.guid(),
    callerId: request.callerId,
    groupId: group?.meta.id ?? null,
    rule: text,
    scope,
    status: 'running',
    created: now,
    lastRead: now,
    rangeBlocks: BLOCKS_PER_RANGE,
    highWater,
    sample,
    outcome: null,
    failures: 0,
    error: null,
  };
  await context.previews.insert(preview);
  await begin(context, preview);
  const describe = await describing(context, preview);
  return { preview, sample: people.map(({ row, change }) => ({ ...describe(row), change })) };
}

function compiled(text: string) {
  const validation = validateRule(text);
  if (!validation.valid) throw invalidRule(validation.errors);
  return compileRule(validation);
}

/** A send that fails is no failure: whoever asks for the preview has the ranges sent again. */
async function begin(context: Context, preview: Preview): Promise<void> {
  const ranges = Array.from({ length: rangeCount(preview, preview.scope) }, (_, range) => range);
  if (ranges.length === 0) return completePreview(context, preview);
  context.reminders.sent(preview.id);
  await sendQuietly(() => context.queues.sendPreview(preview.id, ranges));
}

/** The latest preview of a caller for a group takes the place of the one before. */
async function makeRoom(context: Context, { callerId, groupId }: PreviewRequest): Promise<void> {
  const now = context.clock.now();
  const all = await context.previews.list();
  const mine = all.filter((preview) => preview.callerId === callerId);
  const replaced = mine.filter((preview) => preview.groupId === (groupId?.toLowerCase() ?? null));
  const others = mine.filter((preview) => !replaced.includes(preview)).sort(byAge);
  const isAtWork = (preview: Preview) =>
    preview.status === 'running' && !isAbandoned(preview, now) && !replaced.includes(preview);
  if (mine.filter(isAtWork).length >= MOST_OF_ONE) throw tooMany('You have');
  if (all.filter(isAtWork).length >= MOST_OF_ALL) throw tooMany('There are');
  const surplus = others.slice(0, Math.max(0, others.length - MOST_KEPT + 1));
  for (const { id } of [...replaced, ...surplus]) await cancelPreview(context, id);
}

function byAge(left: Preview, right: Preview): number {
  return left.created.localeCompare(right.created);
}

function tooMany(who: string): RequestError {
  return new RequestError({
    status: 429,
    code: 'tooManyPreviews',
    message: `${who} too many previews at work already; wait until one has ended, or delete one.`,
    headers: { 'Retry-After': '5' },
  });
}
