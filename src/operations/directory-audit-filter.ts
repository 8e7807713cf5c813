/** `$filter` and `$orderby` of the audit log (graph-spec.md 12): conditions joined by `and`, each of them once. */
import { type AuditFilter, EVERYTHING } from '../history/audit-filter.ts';
import type { Comparison, Filter, Lambda, Literal } from '../odata/ast.ts';
import { unsupportedQuery } from '../odata/fault.ts';
import { parseFilter } from '../odata/parse-filter.ts';

type TextName = Exclude<keyof AuditFilter, 'from' | 'through'>;

/** By paths in lower case. */
const TEXTS: Readonly<Record<string, TextName>> = {
  activitydisplayname: 'activity',
  category: 'category',
  loggedbyservice: 'service',
  correlationid: 'correlationId',
  'initiatedby/app/displayname': 'application',
};

/** Throws RequestError 400 for what is not answered. */
export function readAuditFilter(text: string | null): AuditFilter {
  if (text === null) return EVERYTHING;
  return conditionsOf(parseFilter(text)).reduce(withCondition, EVERYTHING);
}

/** Throws RequestError 400 for another order than the one there is. */
export function requireNewestFirst(orderBy: string | null): void {
  if (orderBy === null || /^\s*activityDateTime\s+desc\s*$/i.test(orderBy)) return;
  throw unsupportedQuery("Audit records are ordered by 'activityDateTime desc' only.");
}

function conditionsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.operands.flatMap(conditionsOf) : [filter];
}

function withCondition(filter: AuditFilter, condition: Filter): AuditFilter {
  if (condition.kind === 'lambda') return withText(filter, 'target', targetOf(condition));
  if (condition.kind !== 'comparison') throw unsupported();
  const path = condition.path.names.join('/').toLowerCase();
  if (path === 'activitydatetime') return withTime(filter, condition);
  const name = Object.hasOwn(TEXTS, path) ? TEXTS[path] : undefined;
  if (name === undefined || condition.operator !== 'eq') throw unsupported();
  return withText(filter, name, textOf(condition.value));
}

/** Times are kept to the millisecond. */
function withTime(filter: AuditFilter, { operator, value }: Comparison): AuditFilter {
  const at = value.kind === 'instant' ? Date.parse(value.value) : Number.NaN;
  if (Number.isNaN(at)) throw unsupported();
  const { from, through } = filter;
  switch (operator) {
    case 'ge':
      return { ...filter, from: Math.max(from, at) };
    case 'gt':
      return { ...filter, from: Math.max(from, at + 1) };
    case 'le':
      return { ...filter, through: Math.min(through, at) };
    case 'lt':
      return { ...filter, through: Math.min(through, at - 1) };
    default:
      throw unsupported();
  }
}

function withText(filter: AuditFilter, name: TextName, value: string): AuditFilter {
  if (filter[name] !== null) throw unsupported();
  return { ...filter, [name]: value.toLowerCase() };
}

/** `targetResources/any(t:t/id eq '…')` */
function targetOf({ quantifier, path, variable, body }: Lambda): string {
  const isTargets = path.names.join('/').toLowerCase() === 'targetresources';
  if (!isTargets || quantifier !== 'any' || body?.kind !== 'comparison') throw unsupported();
  const [first, second, ...rest] = body.path.names.map((name) => name.toLowerCase());
  const isId = first === variable.toLowerCase() && second === 'id' && rest.length === 0;
  if (!isId || body.operator !== 'eq') throw unsupported();
  return textOf(body.value);
}

function textOf(value: Literal): string {
  if (value.kind !== 'text' && value.kind !== 'guid') throw unsupported();
  return value.value;
}

function unsupported(): Error {
  return unsupportedQuery('Unsupported or invalid query filter clause for audit records.');
}
