import { expect, it } from 'vitest';
import { causesWithText, explanationText } from '../../src/messages/explanation-texts.ts';

it('every cause has its words in every language', () => {
  expect(causesWithText('en')).toContain('sourceGroup');
  for (const language of ['pt-BR', 'ru-RU'] as const)
    expect(causesWithText(language)).toEqual(causesWithText('en'));
});

it('a sentence without a version or a time leaves them out', () => {
  const params = { change: 'removed', time: 'T', reason: 'R', version: 'none' };
  expect(explanationText('event', 'en', params)).toBe('Left at T because R.');
  expect(explanationText('changedAt', 'en', { changes: 'C', at: 'none' })).toBe('C');
});
