import { isExtensionName } from './catalogue.ts';
import type { Check } from './check.ts';
import { displayName, objectOf, resolveReference } from './resolve.ts';
import { meaningError } from './rule-error.ts';

/** UNSUPPORTED_PROPERTY: the name is in the catalogue, and an extension name is a registered one where those are known. */
export const checkProperty: Check = ({ predicate: { reference }, facts }) => {
  const object = objectOf(reference);
  if (object === 'group') return null;
  const isKnown = resolveReference(reference) !== undefined;
  const lowerCased = reference.name.toLowerCase();
  const isRegistered =
    facts.extensionProperties === null ||
    !isExtensionName(lowerCased) ||
    facts.extensionProperties.has(lowerCased);
  if (isKnown && isRegistered) return null;
  return meaningError('UNSUPPORTED_PROPERTY', reference, {
    p: displayName(reference),
    kind: object === 'device' ? 'device' : 'user',
    ...(isKnown && { variant: 'notRegistered' }),
  });
};
