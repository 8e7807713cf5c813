/** Graph's audit log: `auditLogs/directoryAudits` (graph-spec.md 12). */
import type { AuditPosition } from '../history/audit-walk.ts';
import { listAuditRecords } from '../history/directory-audits.ts';
import { findAuditRecord } from '../history/find-audit-record.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { resourceNotFound } from '../util/errors.ts';
import { answerPage, contextUrl } from './collection.ts';
import { readAuditFilter, requireNewestFirst } from './directory-audit-filter.ts';
import { viewAuditRecords } from './directory-audit-view.ts';
import { keyAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const TYPE = 'auditLogs/directoryAudits';

export const DIRECTORY_AUDIT_OPERATIONS: readonly Operation[] = [
  {
    name: 'listDirectoryAudits',
    method: 'GET',
    path: TYPE,
    surfaces: GRAPH,
    options: ['$filter', '$orderby'],
    handle: getRecords,
  },
  {
    name: 'getDirectoryAudit',
    method: 'GET',
    path: `${TYPE}/{id}`,
    surfaces: GRAPH,
    handle: getRecord,
  },
];

function getRecords(call: Call): Promise<HttpAnswer> {
  const { context, options } = call;
  const filter = readAuditFilter(options.filter);
  requireNewestFirst(options.orderBy);
  return answerPage(call, {
    type: TYPE,
    list: async ({ top, after }) => {
      const page = { top, after: after === null ? null : positionOf(after) };
      const { records, next } = await listAuditRecords(context, filter, page);
      const items = await viewAuditRecords(context, records);
      return next === null ? { items } : { items, next: textOf(next) };
    },
    view: (record) => selected(call, record),
  });
}

async function getRecord(call: Call): Promise<HttpAnswer> {
  const { value } = keyAt(call, 0);
  const record = await findAuditRecord(call.context, value);
  if (record === null) throw resourceNotFound(value);
  const [shown = {}] = await viewAuditRecords(call.context, [record]);
  return ok({ '@odata.context': contextUrl(call, `${TYPE}/$entity`), ...selected(call, shown) });
}

type Shown = Readonly<Record<string, unknown>>;

/** Names that a record does not have select nothing. */
function selected({ options }: Call, record: Shown): Shown {
  if (options.select === null) return record;
  const names = new Set(options.select.map((name) => name.toLowerCase()));
  if (names.has('*')) return record;
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => names.has(name.toLowerCase())),
  );
}

/** In the form in which links carry places that are no numbers. */
function textOf(position: AuditPosition): string {
  return `0~${Buffer.from(JSON.stringify(position), 'utf8').toString('base64url')}`;
}

/** What the link bears was made here. */
function positionOf(text: string): AuditPosition {
  return JSON.parse(Buffer.from(text.slice('0~'.length), 'base64url').toString('utf8'));
}
