/** What bodies of our own routes are made of. */
import { z } from 'zod';

/** An instant (ISO 8601, UTC). */
export const instant = z.iso.datetime();

export const id = z.guid();

/** A number of objects. */
export const count = z.int().min(0);

/** A JSON value of an attribute. */
export const json = z.json();

/** Who did something; null where the system did it by itself. */
export const actor = z
  .strictObject({
    id: z.string(),
    displayName: z.string().nullable(),
    isApplication: z.boolean().optional(),
  })
  .nullable();

/** A page of a list: its items, and where the next ones are. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    '@odata.count': count.optional(),
    '@odata.nextLink': z.string().optional(),
    value: z.array(item),
  });
}
