/** The lines of groups.ndjson: one assigned group and thirteen with rules of every kind the language has. */
import { ACQUIRED_DOMAIN, PLANS } from './company.mjs';
import { createRandom, guidOf } from './random.mjs';

const random = createRandom('groups');

/** All groups; the assigned one comes before the one whose rule names it. */
export function makeGroups(users, devices) {
  const director = users.find((user) => user.jobTitle === 'Director of Sales');
  const responders = guidOf('group:incident-responders');
  return [
    dynamic('Sales', 'sales', 'Everyone in the sales department.', 'user.department -eq "Sales"'),
    dynamic(
      'Sales and Marketing, Americas',
      'sales-marketing-americas',
      'The people who sell to and write for the American markets.',
      '(user.department -eq "Sales" -or user.department -eq "Marketing") -and user.usageLocation -in ["US", "BR", "MX"]',
    ),
    allEmployees(),
    dynamic(
      'Engineers and architects',
      'engineers',
      'By job title, in whatever department. Paused while titles are being tidied up.',
      'user.jobTitle -match "(Engineer|Architect)$"',
      'Paused',
    ),
    dynamic(
      'Sales managers',
      'sales-managers',
      `Those who report to ${director.displayName}, Director of Sales.`,
      `Direct Reports for "${director.id}"`,
    ),
    dynamic(
      'New colleagues',
      'new-colleagues',
      'Joined within the last 30 days, or about to join.',
      'user.employeeHireDate -ge system.now -minus p30d',
    ),
    dynamic(
      'Accounts without department',
      'no-department',
      'Members of the organisation that nobody has put into a department: for review.',
      'user.department -eq null -and user.userType -ne "Guest"',
    ),
    dynamic(
      'Paid by Operations',
      'paid-by-operations',
      'By cost centre, which is not always one’s own department’s.',
      'user.extensionAttribute1 -startsWith "CC-62"',
    ),
    dynamic(
      'Former Litware',
      'former-litware',
      'Colleagues who still receive mail at their Litware address.',
      `user.proxyAddresses -any (_ -endsWith "@${ACQUIRED_DOMAIN}")`,
    ),
    dynamic(
      'Power BI users',
      'power-bi-users',
      'Whoever has a working licence for reports.',
      `user.assignedPlans -any (assignedPlan.servicePlanId -eq "${PLANS.powerBi.servicePlanId}" -and assignedPlan.capabilityStatus -eq "Enabled")`,
    ),
    {
      ...security(
        'Incident responders',
        'incident-responders',
        'Called when something breaks, with the laptops of the war room. Kept by hand.',
      ),
      groupTypes: [],
      members: responderIds(users, devices),
    },
    dynamic(
      'Incident notifications',
      'incident-notifications',
      'The people among the incident responders.',
      `user.memberOf -any (group.objectId -in ["${responders}"])`,
    ),
    dynamic(
      'Windows 10 devices',
      'windows-10-devices',
      'Still to be moved to Windows 11.',
      'device.deviceOSType -eq "Windows" -and device.deviceOSVersion -startsWith "10.0.1"',
    ),
    dynamic(
      'Retail kiosks',
      'retail-kiosks',
      'By the group tag given in Windows Autopilot.',
      'device.devicePhysicalIds -any (_ -eq "[OrderID]:Retail-Kiosk")',
    ),
  ];
}

function security(displayName, mailNickname, description) {
  return {
    type: 'group',
    id: guidOf(`group:${mailNickname}`),
    displayName,
    description,
    mailNickname,
    mailEnabled: false,
    securityEnabled: true,
  };
}

function dynamic(displayName, mailNickname, description, membershipRule, state = 'On') {
  return {
    ...security(displayName, mailNickname, description),
    groupTypes: ['DynamicMembership'],
    membershipRule,
    membershipRuleProcessingState: state,
  };
}

/** The Microsoft 365 group: it has a mailbox, only users can be in it, and a change of many at once is held. */
function allEmployees() {
  const rule =
    '-not (user.userType -eq "Guest") -and user.accountEnabled -eq true -and user.userPrincipalName -notContains "svc-"';
  return {
    ...dynamic(
      'All employees',
      'all-employees',
      'Everyone except guests, service accounts and those who left.',
      rule,
    ),
    mailEnabled: true,
    securityEnabled: false,
    groupTypes: ['Unified', 'DynamicMembership'],
    guard: {
      minimumSize: 100,
      additions: { share: 20, count: null },
      removals: { share: 10, count: null },
    },
  };
}

/** People of IT, Engineering and Customer Support, and two laptops. */
function responderIds(users, devices) {
  const departments = ['IT', 'Engineering', 'Customer Support'];
  const candidates = users.filter(
    (user) => user.accountEnabled && departments.includes(user.department),
  );
  const chosen = new Set();
  while (chosen.size < 24) chosen.add(random.pick(candidates).id);
  const laptops = devices.filter(
    (device) => device.operatingSystem === 'Windows' && device.deviceCategory === 'Office',
  );
  return [...chosen, laptops[0].id, laptops[1].id];
}
