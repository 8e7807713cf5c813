/** The lines of devices.ndjson: what Contoso's people work with. */
import { OFFICES } from './offices.mjs';
import { createRandom, guidOf } from './random.mjs';

const DEVICES = 300;
const INTUNE = '0000000a-0000-0000-c000-000000000000';
const CO_MANAGED = '54b943f8-d761-4f8d-951e-9cea1846db5a';
const random = createRandom('devices');

/** Kinds of device; `versions` are those in use. */
const KINDS = [
  {
    weight: 30,
    code: 'LT',
    operatingSystem: 'Windows',
    versions: ['10.0.26100.4946', '10.0.22631.5768'],
    trust: ['AzureAd', 'AzureAd', 'ServerAd'],
    category: 'Office',
    makers: ['Lenovo ThinkPad T14 Gen 5', 'Dell Inc. Latitude 7450', 'HP EliteBook 840 G11'],
  },
  {
    weight: 13,
    code: 'PC',
    operatingSystem: 'Windows',
    versions: ['10.0.19045.6216', '10.0.19044.5247'],
    trust: ['ServerAd', 'ServerAd', 'AzureAd'],
    category: 'Office',
    makers: ['Dell Inc. OptiPlex 7090', 'HP ProDesk 600 G6'],
  },
  {
    weight: 7,
    code: 'KSK',
    operatingSystem: 'Windows',
    versions: ['10.0.22631.5768', '10.0.19045.6216'],
    trust: ['AzureAd'],
    category: 'Retail',
    profile: 'Retail kiosk',
    order: 'Retail-Kiosk',
    makers: ['Microsoft_Corporation Surface Go 4'],
  },
  {
    weight: 4,
    code: 'WHS',
    operatingSystem: 'Windows',
    versions: ['10.0.19045.6216'],
    trust: ['AzureAd'],
    category: 'Warehouse',
    profile: 'Warehouse terminal',
    order: 'Warehouse-Terminal',
    makers: ['Zebra ET60'],
  },
  {
    weight: 16,
    code: 'IPH',
    operatingSystem: 'iOS',
    versions: ['26.1', '18.7.2', '17.7.1'],
    trust: ['Workplace'],
    category: 'Phone',
    profile: 'iOS supervised',
    makers: ['Apple iPhone 15', 'Apple iPhone 16e'],
  },
  {
    weight: 6,
    code: 'IPD',
    operatingSystem: 'iPad',
    versions: ['26.1', '18.7.2'],
    trust: ['Workplace'],
    category: 'Field',
    profile: 'iPad field service',
    makers: ['Apple iPad (10th generation)'],
  },
  {
    weight: 9,
    code: 'AND',
    operatingSystem: 'AndroidEnterprise',
    versions: ['16.0', '15.0', '14.0'],
    trust: ['Workplace'],
    category: 'Phone',
    profile: 'Android fully managed',
    makers: ['Samsung Galaxy XCover7', 'Google Pixel 9a'],
  },
  {
    weight: 7,
    code: 'BYO',
    operatingSystem: 'AndroidForWork',
    versions: ['15.0', '13.0'],
    trust: ['Workplace'],
    personal: true,
    category: 'Phone',
    makers: ['Samsung Galaxy A55', 'Motorola moto g84'],
  },
  {
    weight: 8,
    code: 'MAC',
    operatingSystem: 'MacMDM',
    versions: ['26.1', '15.7.1'],
    trust: ['Workplace'],
    category: 'Office',
    profile: 'Mac design',
    makers: ['Apple MacBook Air M3', 'Apple MacBook Pro M4'],
  },
];

/** All devices; each belongs to one of `owners`, which only its physical ids show. */
export function makeDevices(owners) {
  return Array.from({ length: DEVICES }, (_, index) => device(index, random.pick(owners)));
}

function device(index, owner) {
  const kind = random.weighted(KINDS);
  const office = random.weighted(OFFICES);
  const displayName = `${office.code}-${kind.code}-${String(index + 1).padStart(4, '0')}`;
  const [maker, ...model] = random.pick(kind.makers).split(' ');
  const compliant = random.chance(0.9);
  const managementAppId = kind.code === 'PC' && random.chance(0.4) ? CO_MANAGED : INTUNE;
  return {
    type: 'device',
    id: guidOf(`device:${displayName}`),
    deviceId: guidOf(`deviceId:${displayName}`),
    displayName,
    accountEnabled: !random.chance(0.05),
    operatingSystem: kind.operatingSystem,
    operatingSystemVersion: random.pick(kind.versions),
    manufacturer: maker.replace('_', ' '),
    model: model.join(' ').replace(/^Inc\. /, ''),
    deviceCategory: kind.category,
    deviceOwnership: kind.personal ? 'Personal' : 'Company',
    trustType: random.pick(kind.trust),
    profileType: 'RegisteredDevice',
    managementType: 'MDM',
    mdmAppId: managementAppId,
    isManaged: true,
    isCompliant: compliant,
    isRooted: kind.code === 'BYO' && !compliant,
    ...(kind.profile === undefined ? {} : { enrollmentProfileName: kind.profile }),
    physicalIds: physicalIds(kind, displayName, owner),
    systemLabels: kind.personal ? [] : ['M365Managed'],
    extensionAttributes: {
      extensionAttribute1: office.code,
      extensionAttribute2: `Refresh ${random.integer(2026, 2030)}`,
    },
  };
}

/** Autopilot leaves `[ZTDId]`, `[OrderID]` (the group tag) and `[PurchaseOrderId]`. */
function physicalIds(kind, displayName, owner) {
  const ids = [`[USER-GID]:${owner.id}:${random.integer(100_000, 999_999)}`];
  if (kind.operatingSystem !== 'Windows') return ids;
  ids.push(`[HWID]:h:${random.integer(10_000_000, 99_999_999)}`);
  if (kind.order === undefined && !random.chance(0.5)) return ids;
  ids.push(`[ZTDId]:${guidOf(`autopilot:${displayName}`)}`);
  ids.push(`[OrderID]:${kind.order ?? 'Standard'}`);
  if (random.chance(0.5)) ids.push(`[PurchaseOrderId]:PO-${random.integer(20_240, 20_269)}`);
  return ids;
}
