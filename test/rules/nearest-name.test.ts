import { describe, expect, it } from 'vitest';
import { alignmentDistance, nearestName } from '../../src/rules/nearest-name.ts';

describe('the distance of two names', () => {
  it.each([
    ['', 'abc', 3],
    ['city', 'city', 0],
    ['ciyt', 'city', 1],
    ['cty', 'city', 1],
    ['citty', 'city', 1],
    ['sity', 'city', 1],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (left, right, distance) => {
    expect(alignmentDistance(left, right)).toBe(distance);
    expect(alignmentDistance(right, left)).toBe(distance);
  });
});

describe('the nearest name', () => {
  it('is two letters away at most, one for a short name', () => {
    expect(nearestName('departmnet', ['department'])).toBe('department');
    expect(nearestName('dprtmnt', ['department'])).toBeUndefined();
    expect(nearestName('ctyy', ['city'])).toBeUndefined();
    expect(nearestName('CITI', ['city'])).toBe('city');
  });

  it('is the first in the alphabet among equals', () => {
    expect(nearestName('extensionAttribute', ['extensionAttribute2', 'extensionAttribute1'])).toBe(
      'extensionAttribute1',
    );
  });
});
