/** Devices (graph-spec.md 7). */
import { refuseBinds } from './object-body.ts';
import { DEVICES } from './object-handlers.ts';
import { objectOperations } from './object-operations.ts';
import type { Operation } from './operation.ts';

export const DEVICE_OPERATIONS: readonly Operation[] = objectOperations(DEVICES, {
  noun: 'Device',
  one: 'devices/{id|deviceId}',
  managerOf: withoutManager,
});

/** A device has no manager, and no other reference that is set with it. */
async function withoutManager(
  _call: unknown,
  binds: Readonly<Record<string, unknown>>,
): Promise<undefined> {
  refuseBinds(binds);
}
