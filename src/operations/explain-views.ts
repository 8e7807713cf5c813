/** Explanations as they are shown: without what the caller may not read, in the language he asks for. */
import { mayRead, type Readable } from '../access/reading.ts';
import type { ExplainedExpression, ExplainedMemberType } from '../contract/explanation-type.ts';
import type { Json } from '../directory/attributes.ts';
import type { PropertyChange } from '../directory/object-event.ts';
import type { Cause } from '../history/cause.ts';
import type { ExplainedMember, MembershipEvent } from '../history/explain-members.ts';
import { causeText, explanationText } from '../messages/explanation-texts.ts';
import type { Language } from '../messages/localize.ts';
import type { Details } from '../rules/explain.ts';
import type { SmallestChange } from '../rules/smallest-change.ts';
import { hideInChange, isHidden } from './hidden.ts';
import { viewCause } from './history-views.ts';
import { KINDS } from './listed.ts';

/** Longer values are shown by their beginning in sentences. */
const LONGEST_SHOWN = 80;

/** How much is told, and in which language. */
export interface Telling {
  readonly readable: Readable;
  /** Whether the rule names groups whose members the caller may not see. */
  readonly hasUnseenSources: boolean;
  readonly language: Language;
}

export function viewExplained(member: ExplainedMember, telling: Telling): ExplainedMemberType {
  const { id, row, isMember, details, event, standing } = member;
  const expression = details === null ? null : viewExpression(details, telling);
  const isTold = expression !== null && expression.verdict !== null;
  const named = row !== null && mayRead(telling.readable, 'displayName') ? row.attributes : {};
  const verdict = isTold ? (expression.verdict === true ? 'in' : 'notIn') : 'unknown';
  const isUnclear = expression !== null && !isTold;
  return {
    id,
    '@odata.type': row === null ? null : `#${KINDS[row.kind].resource.graphType}`,
    displayName: textOrNull(named.displayName),
    isMember,
    verdict,
    expression,
    event: event === null ? null : viewEvent(event, telling),
    ...viewChange(member.change, { details, isUnclear }),
    standing,
    message: explanationText(isUnclear ? 'hidden' : standing, telling.language),
  };
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A part that may not be read takes its verdict away from all that it is a part of. */
function viewExpression(details: Details, telling: Telling): ExplainedExpression {
  const { expression: text, expressionResult } = details;
  if (!('propertyToEvaluate' in details)) {
    const children = details.expressionEvaluationDetails.map((part) =>
      viewExpression(part, telling),
    );
    const isClear = children.every(({ verdict }) => verdict !== null);
    return { text, verdict: isClear ? expressionResult : null, children };
  }
  const { propertyName: property, propertyValue } = details.propertyToEvaluate;
  const isRead =
    mayRead(telling.readable, property) &&
    !(telling.hasUnseenSources && property.toLowerCase() === 'memberof');
  if (!isRead) return { text, verdict: null, property, actual: null, hidden: true, children: [] };
  return { text, verdict: expressionResult, property, actual: propertyValue, children: [] };
}

function viewChange(
  change: SmallestChange | null,
  about: { readonly details: Details | null; readonly isUnclear: boolean },
): Pick<ExplainedMemberType, 'smallestChange' | 'isSmallest' | 'noChangeReason'> {
  const none = { smallestChange: null, isSmallest: null };
  if (about.isUnclear) return { ...none, noChangeReason: 'hidden' };
  if (change === null)
    return { ...none, noChangeReason: about.details === null ? 'noRule' : 'otherKind' };
  if (change.edits === null) return { ...none, noChangeReason: change.reason };
  const smallestChange = change.edits.map(({ property, from, to }) => ({
    property,
    from: wireValue(from),
    to: wireValue(to),
  }));
  return { smallestChange, isSmallest: change.isSmallest, noChangeReason: null };
}

type WireValue = NonNullable<ExplainedMemberType['smallestChange']>[number]['to'];

/** Lists are copied: those of the rule language can't be written to. */
function wireValue(value: unknown): WireValue {
  return structuredClone(value) as WireValue;
}

function viewEvent(
  { time, change, cause }: MembershipEvent,
  { readable, language }: Telling,
): NonNullable<ExplainedMemberType['event']> {
  const reason = causeText(cause.kind, language, {
    at: cause.time === null ? 'none' : instant(cause.time),
    groups: cause.sourceGroups.map(({ id, displayName }) => displayName ?? id).join(', '),
  });
  const text = explanationText('event', language, {
    change,
    time: instant(time),
    reason: changesText(cause, { readable, language }) ?? reason,
    version: cause.ruleVersion > 0 ? String(cause.ruleVersion) : 'none',
  });
  const shown = viewCause(cause, readable);
  return { dateTime: time, change, cause: shown, ruleVersion: cause.ruleVersion, text };
}

/** What changed of the object, as part of a sentence; null where nothing did. */
function changesText(
  { changes, time }: Cause,
  { readable, language }: Pick<Telling, 'readable' | 'language'>,
): string | null {
  if (changes.length === 0) return null;
  const told = changes.map((change) => changeText(change, readable, language));
  const at = time === null ? 'none' : instant(time);
  return explanationText('changedAt', language, { changes: told.join('; '), at });
}

function changeText(change: PropertyChange, readable: Readable, language: Language): string {
  const { name, old, new: next } = hideInChange(change, readable);
  const shown = (value: Json) => (isHidden(change, readable) ? '…' : valueText(value));
  return explanationText('change', language, { name, old: shown(old), new: shown(next) });
}

function valueText(value: Json): string {
  if (value === null) return '∅';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** `2026-11-21 14:03:12 UTC` */
function instant(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}
