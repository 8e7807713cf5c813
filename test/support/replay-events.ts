/** An object's attributes as its events tell them. */
import type { Attributes, Json } from '../../src/directory/attributes.ts';
import type { PropertyChange } from '../../src/directory/object-event.ts';

/** The attributes after some changes; parts of complex values are put into them. */
export function applyChanges(
  attributes: Attributes,
  changes: readonly PropertyChange[],
): Attributes {
  const result: Record<string, Json> = structuredClone({ ...attributes });
  for (const change of changes) {
    const [name = '', part] = change.name.split('.');
    const holder = part === undefined ? result : { ...Object(result[name] ?? {}) };
    if (change.new === null) delete holder[part ?? name];
    else holder[part ?? name] = change.new;
    if (part !== undefined && Object.keys(holder).length > 0) result[name] = holder;
    else if (part !== undefined) delete result[name];
  }
  return result;
}
