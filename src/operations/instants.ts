/** Instants in the address of a request about the past. */
import type { Period } from '../history/members-at.ts';
import { parseInstant } from '../rules/instant.ts';
import { badRequest } from '../util/errors.ts';
import type { Call } from './operation.ts';

/** `?at=…` in milliseconds; null without one. Throws RequestError 400 for what is no instant, or lies in the future. */
export function instantIn(call: Call, name: string): number | null {
  const text = parameterIn(call, name);
  if (text === null) return null;
  const fault = (what: string) => faultOf(name, `'${text.slice(0, 64)}' ${what}`);
  // A plus that was not encoded arrives as a space.
  const instant = parseInstant(text.replace(' ', '+'));
  if (instant === null)
    throw fault('is no instant: a date such as 2026-11-21T12:00:00Z is expected.');
  if (instant > call.context.clock.now().getTime()) throw fault('lies in the future.');
  return instant;
}

/** `?from=…&to=…`; without `to` up to now. Throws RequestError 400 for a beginning after the end, and for one that is missing. */
export function periodIn(call: Call): Period {
  const from = instantIn(call, 'from');
  if (from === null) throw faultOf('from', 'is missing: from when on is to be said.');
  const to = instantIn(call, 'to') ?? call.context.clock.now().getTime();
  if (from > to) throw faultOf('from', 'lies after what is given as to.');
  return { from, to };
}

/** A whole number within limits; null without one. Throws RequestError 400. */
export function numberIn(
  call: Call,
  name: string,
  limits: { readonly least: number; readonly most: number },
): number | null {
  const text = parameterIn(call, name);
  if (text === null) return null;
  const { least, most } = limits;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw faultOf(name, `'${text.slice(0, 64)}' is no number from ${least} to ${most}.`);
}

function parameterIn({ options }: Call, name: string): string | null {
  return options.kept.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;
}

function faultOf(target: string, what: string) {
  const message = `Parameter '${target}': ${what}`;
  return badRequest(message, [{ code: 'InvalidValue', target, message }]);
}
