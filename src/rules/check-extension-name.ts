import { isExtensionName } from './catalogue.ts';
import type { Check } from './check.ts';
import { objectOf } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** EXTENSION_NAME: `user.extension_`, 32 hexadecimal digits without hyphens, `_`, the name. Devices have none at all. */
export const checkExtensionName: Check = ({ predicate: { reference } }) => {
  const { name } = reference;
  if (objectOf(reference) !== 'user' || !name.toLowerCase().startsWith('extension_')) return null;
  return isExtensionName(name) ? null : meaningError('EXTENSION_NAME', reference, { t: name });
};
