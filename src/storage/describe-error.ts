import type { ProcessingError } from '../directory/group-meta.ts';

/** Why processing stopped, in English, for someone who opens the table; what people see elsewhere is translated. */
export function describeError({ code, params }: ProcessingError): string {
  const details = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
  const text = textOf(code);
  return details.length === 0 ? `${text} (${code})` : `${text} (${code}; ${details.join('; ')})`;
}

function textOf(code: ProcessingError['code']): string {
  switch (code) {
    case 'EXTENSION_PROPERTY_DELETED':
      return 'The rule names an extension property that was deleted.';
    case 'MEMBEROF_SOURCE_IS_MEMBEROF':
      return 'The rule takes members from a group whose own rule uses memberOf.';
    case 'GROUP_TOO_LARGE':
      return 'The group has more members than can be stored.';
    case 'RULE_INVALID':
      return 'The rule cannot be read.';
  }
}
