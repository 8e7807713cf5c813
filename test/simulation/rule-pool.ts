/** Rules of the simulated groups, each with what it means written out by hand: the oracle knows nothing of the engine. */
import type { Attributes } from '../../src/directory/attributes.ts';

export interface PooledRule {
  readonly text: string;
  readonly means: (attributes: Attributes, now: Date) => boolean;
}

const text = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : '');

export const RULES: readonly PooledRule[] = [
  { text: 'user.department -eq "A"', means: ({ department }) => text(department) === 'a' },
  { text: 'user.department -ne "A"', means: ({ department }) => text(department) !== 'a' },
  {
    text: 'user.department -eq "A" -and user.city -eq "X"',
    means: ({ department, city }) => text(department) === 'a' && text(city) === 'x',
  },
  {
    text: 'user.city -eq "X" -or user.department -in ["B","C"]',
    means: ({ department, city }) => text(city) === 'x' || ['b', 'c'].includes(text(department)),
  },
  { text: '-not (user.city -startsWith "Y")', means: ({ city }) => !text(city).startsWith('y') },
  { text: 'user.displayName -ne null', means: ({ displayName }) => text(displayName) !== '' },
  {
    text: 'user.employeeHireDate -le system.now',
    means: ({ employeeHireDate }, now) =>
      typeof employeeHireDate === 'string' && Date.parse(employeeHireDate) <= now.getTime(),
  },
];

export function memberOfRule(groupIds: readonly string[]): string {
  return `user.memberOf -any (group.objectId -in [${groupIds.map((id) => `"${id}"`).join(',')}])`;
}
