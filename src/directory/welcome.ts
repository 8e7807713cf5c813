/** Whether a group greets its new members by mail (seed 003): Microsoft 365 groups do, unless that is switched off. */
import type { GroupMeta, GroupResource } from './group-meta.ts';

/** The value of Graph's `resourceBehaviorOptions` that switches it off. */
const DISABLED = 'WelcomeEmailDisabled';

/** Null for a security group, which never sends one. */
export function welcomeMailOf({ resource }: Pick<GroupMeta, 'resource'>): boolean | null {
  return resource.unified ? !resource.resourceBehaviorOptions.some(isDisabled) : null;
}

/** The group with its welcome mail on or off. Whoever became a member before it is switched on gets none. */
export function withWelcomeMail(meta: GroupMeta, isOn: boolean): GroupMeta {
  if (welcomeMailOf(meta) === isOn) return meta;
  const others = meta.resource.resourceBehaviorOptions.filter((option) => !isDisabled(option));
  const resource: GroupResource = {
    ...meta.resource,
    resourceBehaviorOptions: isOn ? others : [...others, DISABLED],
  };
  return { ...meta, resource, ...(isOn && { welcomeFrom: meta.seq }) };
}

function isDisabled(option: string): boolean {
  return option.toLowerCase() === DISABLED.toLowerCase();
}
