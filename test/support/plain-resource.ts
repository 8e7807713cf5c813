import type { GroupResource } from '../../src/directory/group-meta.ts';

/** What a plain security group is beyond its membership. */
export function plainResource(name: string): Omit<GroupResource, 'createdDateTime'> {
  return {
    displayName: name,
    description: null,
    mailEnabled: false,
    mailNickname: name,
    securityEnabled: true,
    unified: false,
    visibility: null,
    classification: null,
    preferredLanguage: null,
    theme: null,
    resourceBehaviorOptions: [],
  };
}
