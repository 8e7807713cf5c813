/** Devices (graph-spec.md 7). */
import { refuseBinds } from './object-body.ts';
import {
  DEVICES,
  getMemberOf,
  getObject,
  getObjects,
  patchObject,
  postObject,
  removeObject,
} from './object-handlers.ts';
import { GRAPH, type Operation } from './operation.ts';

const READ = ['Device.Read.All', 'Directory.Read.All'];
const WRITE = ['Device.ReadWrite.All', 'Directory.ReadWrite.All'];

const all = { path: 'devices', surfaces: GRAPH };
const one = { path: 'devices/{id|deviceId}', surfaces: GRAPH };

export const DEVICE_OPERATIONS: readonly Operation[] = [
  {
    name: 'createDevice',
    method: 'POST',
    ...all,
    permissions: WRITE,
    handle: (call) => postObject(call, DEVICES, withoutReferences),
  },
  {
    name: 'listDevices',
    method: 'GET',
    ...all,
    permissions: READ,
    handle: (call) => getObjects(call, DEVICES),
  },
  {
    name: 'getDevice',
    method: 'GET',
    ...one,
    permissions: READ,
    handle: (call) => getObject(call, DEVICES),
  },
  {
    name: 'updateDevice',
    method: 'PATCH',
    ...one,
    permissions: WRITE,
    handle: (call) => patchObject(call, DEVICES),
  },
  {
    name: 'deleteDevice',
    method: 'DELETE',
    ...one,
    permissions: WRITE,
    handle: (call) => removeObject(call, DEVICES),
  },
  {
    name: 'listDeviceMemberships',
    method: 'GET',
    path: 'devices/{id|deviceId}/memberOf',
    surfaces: GRAPH,
    permissions: ['GroupMember.Read.All', 'Directory.Read.All'],
    handle: (call) => getMemberOf(call, DEVICES),
  },
];

async function withoutReferences(binds: Readonly<Record<string, unknown>>): Promise<undefined> {
  refuseBinds(binds);
}
