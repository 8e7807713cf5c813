/** Exports: the whole directory page by page, as lines that can be imported again (design.md 11). */
import { DEVICE } from '../contract/device-type.ts';
import type { ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { exportGroups } from '../groups/export-groups.ts';
import type { HttpAnswer } from '../http/messages.ts';
import { listObjects } from '../objects/list-objects.ts';
import { answerPage } from './collection.ts';
import { groupLines, objectLine } from './export-lines.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];
const reading = { method: 'GET', surfaces: OURS } as const;

export const EXPORT_OPERATIONS: readonly Operation[] = [
  {
    name: 'exportUsers',
    path: 'exports/users',
    ...reading,
    handle: (call) => getObjects(call, 'user', USER),
  },
  {
    name: 'exportDevices',
    path: 'exports/devices',
    ...reading,
    handle: (call) => getObjects(call, 'device', DEVICE),
  },
  { name: 'exportGroups', path: 'exports/groups', ...reading, handle: getGroups },
];

function getObjects(call: Call, kind: RuleScope, resource: ResourceType): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: (page) => listObjects(call.context, kind, page),
    view: (row) => objectLine(row, resource),
  });
}

/** A group with many members is several lines. */
function getGroups(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: async (page) => {
      const groups = await exportGroups(call.context, page);
      return { ...groups, items: groups.items.flatMap(groupLines) };
    },
    view: (line) => line,
  });
}
