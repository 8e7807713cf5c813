/** Bodies of requests that create. */

/** A user with all that a creation needs. */
export function newUser(name: string): Record<string, unknown> {
  return {
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@contoso.com`,
    passwordProfile: { password: 'Not-kept-1' },
  };
}

/** A security group with a rule, or an assigned one. */
export function newGroup(name: string, rule: string | null): Record<string, unknown> {
  const dynamic = {
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  };
  return {
    displayName: name,
    mailNickname: name,
    mailEnabled: false,
    securityEnabled: true,
    ...(rule === null ? {} : dynamic),
  };
}
