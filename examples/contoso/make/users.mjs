/** The lines of users.ndjson: employees, accounts that are no people, and guests. */
import { ACQUIRED_DOMAIN, DEPARTMENTS, LICENCES, PARTNERS, PLANS } from './company.mjs';
import { OFFICES } from './offices.mjs';
import { drawName, makePeople } from './people.mjs';
import { createRandom, guidOf } from './random.mjs';

const GUESTS = 64;
const SERVICE_ACCOUNTS = [
  'backup',
  'scanner',
  'payroll',
  'monitoring',
  'deployment',
  'telephony',
  'badges',
  'emergency-1',
  'emergency-2',
];
const DAY = 86_400_000;
const random = createRandom('users');

/** All users, managers before their reports. */
export function makeUsers() {
  return [
    ...makePeople().map(employee),
    ...SERVICE_ACCOUNTS.map(serviceAccount),
    ...Array.from({ length: GUESTS }, guest),
  ];
}

function employee(person, index) {
  const { office, rank } = person;
  const nickname = person.address;
  const address = `${nickname}@contoso.com`;
  const left = rank === 'staff' && random.chance(0.045);
  const hired = hireDate(person, left);
  const notYetFiled = rank === 'staff' && !left && random.chance(0.007);
  return {
    type: 'user',
    id: guidOf(`user:${address}`),
    accountEnabled: !left && hired < '2027-06',
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    userPrincipalName: address,
    mail: address,
    mailNickname: nickname,
    userType: 'Member',
    jobTitle: person.jobTitle,
    ...(notYetFiled ? {} : { department: departmentName(person) }),
    companyName: 'Contoso',
    employeeId: String(100_001 + index),
    employeeHireDate: hired,
    ...(person.manager === undefined ? {} : { manager: `${person.manager.address}@contoso.com` }),
    ...placeOf(office),
    ...telephones(office, index),
    ...synchronised(person, index),
    proxyAddresses: proxyAddresses(person, address),
    imAddresses: [address],
    assignedPlans: plansOf(person, left),
    onPremisesExtensionAttributes: extensionAttributes(person),
  };
}

/** Not everybody who typed a department in minded the capital letter. */
function departmentName({ department, rank }) {
  return rank === 'staff' && random.chance(0.01) ? department.name.toLowerCase() : department.name;
}

function placeOf(office) {
  return {
    officeLocation: `${office.code} ${random.integer(1, 6)}/${random.integer(100, 499)}`,
    streetAddress: office.street,
    city: office.city,
    state: office.state,
    postalCode: office.postalCode,
    country: office.country,
    usageLocation: office.usageLocation,
    preferredLanguage: random.chance(0.9) ? office.preferredLanguage : 'en-US',
  };
}

function telephones(office, index) {
  const extension = String(index % 1000).padStart(3, '0');
  return {
    businessPhones: [`${office.phone} 0${extension}`],
    ...(random.chance(0.6) ? { mobilePhone: `${office.phone} 5${extension}` } : {}),
    ...(random.chance(0.04) ? { faxNumber: `${office.phone} 8${extension}` } : {}),
  };
}

/** Most accounts come from the old local directory; some did once; those of the last years are born in the cloud. */
function synchronised({ displayName, department, office }, index) {
  const kind = random.weighted([
    { value: true, weight: 70 },
    { value: false, weight: 4 },
    { value: null, weight: 26 },
  ]).value;
  if (kind === null) return {};
  if (!kind) return { onPremisesSyncEnabled: false };
  return {
    onPremisesSyncEnabled: true,
    onPremisesDistinguishedName: `CN=${displayName},OU=${department.name},OU=${office.code},DC=corp,DC=contoso,DC=com`,
    onPremisesSecurityIdentifier: `S-1-5-21-3102938475-2019384756-1928374655-${4000 + index}`,
  };
}

/** `SMTP:` marks the primary address, `smtp:` the others. */
function proxyAddresses({ address: nickname, department }, address) {
  const acquired =
    ['Research', 'Engineering', 'Marketing'].includes(department.name) && random.chance(0.14);
  return [
    `SMTP:${address}`,
    ...(random.chance(0.5) ? [`smtp:${nickname}@contoso.onmicrosoft.com`] : []),
    ...(acquired ? [`smtp:${nickname}@${ACQUIRED_DOMAIN}`] : []),
  ];
}

/** Who left keeps the plans as deleted; a licence for reports is given, suspended or taken back one by one. */
function plansOf({ department }, left) {
  const wantsReports = ['Finance', 'Sales', 'Research', 'Executive Office'].includes(
    department.name,
  );
  const plans = LICENCES[department.licence].map((plan) => ({
    ...plan,
    capabilityStatus: left ? 'Deleted' : 'Enabled',
  }));
  if (random.chance(wantsReports ? 0.4 : 0.05)) {
    const status = random.weighted([
      { value: 'Enabled', weight: 8 },
      { value: 'Suspended', weight: 1 },
      { value: 'Deleted', weight: 2 },
    ]).value;
    plans.push({ ...PLANS.powerBi, capabilityStatus: left ? 'Deleted' : status });
  }
  return plans;
}

/** 1: the cost centre that pays, sometimes another department's; 2: the kind of contract; 3: desk or shift work. */
function extensionAttributes({ department, team, rank }) {
  const payer = rank === 'staff' && random.chance(0.03) ? random.pick(DEPARTMENTS) : department;
  return {
    extensionAttribute1: `CC-${payer.cost}${team}0`,
    extensionAttribute2: random.weighted([
      { value: 'Permanent', weight: 82 },
      { value: 'Fixed term', weight: 8 },
      { value: 'Contractor', weight: rank === 'staff' ? 10 : 0 },
    ]).value,
    ...(department.licence === 'frontline'
      ? { extensionAttribute3: `Shift ${random.pick(['A', 'B', 'C'])}` }
      : {}),
  };
}

/** Most joined long ago; some in the autumn of 2026, some have signed and will come. */
function hireDate({ rank }, left) {
  if (rank !== 'staff') return daysAfter('2006-03-01', random.integer(0, 5800));
  if (left) return daysAfter('2012-01-01', random.integer(0, 4700));
  const { from, days } = random.weighted([
    { weight: 900, from: '2009-01-05', days: 6400 },
    { weight: 45, from: '2026-08-01', days: 112 },
    { weight: 20, from: '2026-11-23', days: 120 },
    { weight: 6, from: '2027-09-01', days: 0 },
    { weight: 4, from: '2028-09-01', days: 0 },
  ]);
  return daysAfter(from, random.integer(0, days));
}

function daysAfter(date, days) {
  const day = new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY);
  return day.toISOString().replace('.000Z', 'Z');
}

/** Accounts of machines and for emergencies: no person, no department, a password that stays. */
function serviceAccount(name) {
  const nickname = `svc-${name}`;
  return {
    type: 'user',
    id: guidOf(`user:${nickname}`),
    accountEnabled: name !== 'telephony',
    displayName: `Service account ${name}`,
    userPrincipalName: `${nickname}@contoso.com`,
    mailNickname: nickname,
    userType: 'Member',
    usageLocation: 'US',
    passwordPolicies: name.startsWith('emergency')
      ? 'DisablePasswordExpiration, DisableStrongPassword'
      : 'DisablePasswordExpiration',
  };
}

function guest() {
  const partner = random.weighted(PARTNERS);
  const office = random.weighted(OFFICES);
  const person = drawName(office.names);
  const mail = `${person.address}@${partner.domain}`;
  const nickname = `${mail.replace('@', '_')}#EXT#`;
  return {
    type: 'user',
    id: guidOf(`user:${mail}`),
    accountEnabled: !random.chance(0.06),
    displayName: `${person.displayName} (${partner.name})`,
    givenName: person.givenName,
    surname: person.surname,
    userPrincipalName: `${nickname}@contoso.onmicrosoft.com`,
    mail,
    mailNickname: nickname,
    userType: 'Guest',
    companyName: partner.name,
    otherMails: [mail],
    proxyAddresses: [`SMTP:${mail}`],
    preferredLanguage: office.preferredLanguage,
    ...(random.chance(0.5) ? { usageLocation: office.usageLocation } : {}),
  };
}
