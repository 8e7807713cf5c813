/** Properties that their subject can set, with the reason: a rule that decides on one lets people choose their groups. */
import type { RuleScope } from '../directory/rule-object.ts';

/** `self`: every user may change it for themselves. `home`: comes from a guest's own profile. `device`: chosen on the device. */
export type SettableReason = 'self' | 'home' | 'device';

const SETTABLE: Readonly<Record<RuleScope, Readonly<Record<string, SettableReason>>>> = {
  user: {
    /** Users manage their own phone numbers and language in their profile page, and through Graph with User.ReadWrite. */
    mobile: 'self',
    telephoneNumber: 'self',
    preferredLanguage: 'self',
    otherMails: 'self',
    /** Names and addresses of a guest are taken from the invitation and the account the guest signs in with. */
    displayName: 'home',
    givenName: 'home',
    surname: 'home',
    mail: 'home',
    proxyAddresses: 'home',
    userPrincipalName: 'home',
  },
  device: {
    /** The device is named, and its category chosen, by the person who sets it up. */
    displayName: 'device',
    deviceCategory: 'device',
  },
};

/** Why a property is not safe to decide on; undefined for one that is. */
export function settableReason(scope: RuleScope, name: string): SettableReason | undefined {
  return SETTABLE[scope][name];
}
