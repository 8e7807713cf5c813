import type { z } from 'zod';
import { badRequest } from '../util/errors.ts';

/** A body as a schema describes it. Throws RequestError 400 with every fault at once, each with its place. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => ({
    code: 'InvalidValue',
    target: path.join('.'),
    message: `${path.length === 0 ? 'The body' : `'${path.join('.')}'`}: ${message}.`,
  }));
  throw badRequest(details.map(({ message }) => message).join(' '), details);
}
