/** A group as the wire shows it. */
import type { Json } from '../directory/attributes.ts';
import { errorMessageOf, type GroupMeta, statusOf } from '../directory/group-meta.ts';
import type { Selection } from '../http/select.ts';
import { show } from '../http/show.ts';

/** The selected properties. `mailDomain`: of the addresses of Microsoft 365 groups. */
export function showGroup(
  meta: GroupMeta,
  selection: Selection,
  mailDomain: string,
): Readonly<Record<string, Json>> {
  return show(
    { values: valuesOfGroup(meta, mailDomain), version: versionOfGroup(meta) },
    selection,
  );
}

/** The version of a group for its ETag: people's changes count, processing does not. */
function versionOfGroup(meta: GroupMeta): string {
  return String(meta.edit);
}

/** The properties of a group under Graph's names. */
export function valuesOfGroup(meta: GroupMeta, mailDomain: string): Readonly<Record<string, Json>> {
  const { resource } = meta;
  const { unified, ...plain } = resource;
  const dynamic = meta.kind === 'dynamic';
  const mail = resource.mailEnabled ? `${resource.mailNickname}@${mailDomain}` : null;
  return {
    ...plain,
    id: meta.id,
    deletedDateTime: meta.deleted === null ? null : wholeSeconds(meta.deleted),
    groupTypes: [...(unified ? ['Unified'] : []), ...(dynamic ? ['DynamicMembership'] : [])],
    mail,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    membershipRule: meta.rule,
    membershipRuleProcessingState: dynamic ? meta.state : null,
    membershipRuleProcessingStatus: processingStatusOf(meta),
    createdDateTime: wholeSeconds(resource.createdDateTime),
    renewedDateTime: wholeSeconds(resource.createdDateTime),
    securityIdentifier: securityIdentifierOf(meta.id),
  };
}

/** Seed 000: exactly three properties; null for an assigned group and while paused (graph-spec.md 5.2). */
function processingStatusOf(meta: GroupMeta): Json {
  const status = statusOf(meta);
  if (status === null) return null;
  const updated = meta.lastMembershipUpdated;
  return {
    status,
    lastMembershipUpdated: updated === null ? null : wholeSeconds(updated),
    errorMessage: errorMessageOf(meta),
  };
}

/** Times of directory objects have no fraction (graph-spec.md 2.4). */
export function wholeSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}

/** The SID Entra derives from an object id: its 16 bytes as four little-endian numbers. */
function securityIdentifierOf(id: string): string {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = id.split('-');
  const tail = `${fourth}${fifth}`;
  const numbers = [first, `${third}${second}`, swap(tail.slice(0, 8)), swap(tail.slice(8))];
  return `S-1-12-1-${numbers.map((hex) => Number.parseInt(hex, 16)).join('-')}`;
}

function swap(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}
