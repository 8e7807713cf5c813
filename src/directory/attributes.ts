/** A JSON value as it came over the wire. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/**
 * The attributes of a user or device under Microsoft Graph's names, without nulls: what is null is absent.
 * `manager` holds the object id of the manager (on the wire a navigation, never a plain property).
 */
export type Attributes = Readonly<Record<string, Json>>;

/** Attributes to set; null clears one. */
export type AttributePatch = Readonly<Record<string, Json>>;

/** Applies a patch: names with null disappear, others are replaced whole. */
export function applyPatch(attributes: Attributes, patch: AttributePatch): Attributes {
  const result: Record<string, Json> = { ...attributes };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = value;
  }
  return result;
}

/** The patch that leads from `after` back to `before`; empty when both are equal. */
export function inversePatch(before: Attributes, after: Attributes): AttributePatch {
  const patch: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name] ?? null;
    if (!sameJson(old, after[name] ?? null)) patch[name] = old;
  }
  return patch;
}

/** Whether two JSON values are equal; the order of an object's names does not count, that of a list does. */
function sameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return false;
  if (Array.isArray(left) || Array.isArray(right)) return sameLists(left, right);
  return sameObjects(
    left as { readonly [name: string]: Json },
    right as { readonly [name: string]: Json },
  );
}

function sameLists(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => sameJson(item, right[index]));
}

function sameObjects(
  left: { readonly [name: string]: Json },
  right: { readonly [name: string]: Json },
): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => name in right && sameJson(left[name] ?? null, right[name] ?? null));
}
