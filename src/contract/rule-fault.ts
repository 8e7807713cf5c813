/** A rule that is not valid, as an answer over the wire. */
import { RequestError } from '../util/errors.ts';

/**
 * One fault of a rule, as the rule language reports it (rules-spec.md 13). Faults of the group rather than of the text,
 * such as too many dynamic groups, have no position.
 */
export interface RuleFault {
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  /** Zero-based offset into the rule, in UTF-16 units. */
  readonly position?: number;
  readonly length?: number;
  readonly hint?: string;
  readonly suggestion?: string;
}

/** Codes that say that the object in front of a property is missing or unknown; Graph has a name for these. */
const OBJECT_CODES: ReadonlySet<string> = new Set(['MISSING_PREFIX', 'UNKNOWN_OBJECT']);

/**
 * 400 for an invalid rule (graph-spec.md 3.2): `code` is Graph's name where it has one, the message explains the first
 * fault, `details` has one entry a fault, and `innerError.ruleErrors` the faults as they are (design.md 11). `faults` must
 * not be empty.
 */
export function invalidRule(faults: readonly RuleFault[]): RequestError {
  const [first] = faults;
  if (first === undefined) throw new RangeError('An invalid rule has at least one fault.');
  return new RequestError({
    status: 400,
    code: codeOf(first),
    message: summaryOf(first, faults.length),
    details: faults.map((fault) => ({
      code: fault.code,
      target: 'membershipRule',
      message: explain(fault),
    })),
    inner: { ruleErrors: faults },
  });
}

function codeOf(fault: RuleFault): string {
  if (OBJECT_CODES.has(fault.code)) return 'InvalidObjectTypeException';
  // Limits are faults of the request, not of the text (graph-spec.md 3.2).
  return fault.code === 'RULE_TOO_LONG' || fault.code.endsWith('_LIMIT')
    ? 'Request_BadRequest'
    : 'InvalidMembershipRule';
}

function summaryOf(first: RuleFault, count: number): string {
  const more = count === 1 ? '' : ` There ${others(count - 1)}, see details.`;
  return `Dynamic membership rule validation error: ${explain(first)}${more}`;
}

function others(count: number): string {
  return count === 1 ? 'is one more fault' : `are ${count} more faults`;
}

function explain(fault: RuleFault): string {
  const place = fault.position === undefined ? '' : ` (position ${fault.position})`;
  const sentence = `${fault.message.replace(/\.$/, '')}${place}.`;
  const suggestion = fault.suggestion === undefined ? '' : ` Did you mean ${fault.suggestion}?`;
  const hint = fault.hint === undefined ? '' : ` ${fault.hint}`;
  return `${sentence}${suggestion}${hint}`;
}
