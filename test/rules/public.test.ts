/** The engine as other programs import it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluate, explain, fromBuilder, toBuilder, validateRule } from '../../src/rules/public.ts';

it('validates, decides, explains and builds', () => {
  const text = 'user.department -eq "Sales"';
  const result = validateRule(text);
  if (!result.valid) throw new Error(text);
  const context = { now: new Date('2026-01-15T12:00:00Z') };
  const object = { department: 'sales' };
  expect(evaluate(result.ast, object, context)).toBe(true);
  expect(explain(result.ast, text, object, context)).toEqual({
    expression: text,
    expressionResult: true,
    propertyToEvaluate: { propertyName: 'department', propertyValue: 'sales' },
  });
  const view = toBuilder(result.ast);
  expect(view.displayable && fromBuilder(view.rows)).toBe(`(${text})`);
});

it('imports nothing a browser has not, and no package but re2js', () => {
  const door = new URL('../../src/rules/public.ts', import.meta.url);
  const packages = new Set<string>();
  const seen = new Set([door.href]);
  for (const file of seen) {
    const source = readFileSync(new URL(file), 'utf8');
    for (const { 1: name = '' } of source.matchAll(/^(?:import|export|\}).*? from '([^']+)'/gm)) {
      if (name.startsWith('.')) seen.add(new URL(name, file).href);
      else packages.add(name);
    }
    expect(source).not.toMatch(/\bprocess\.|\bBuffer\b|Date\.now|Math\.random/);
  }
  expect(seen.size).toBeGreaterThan(40);
  expect([...packages]).toEqual(['re2js']);
});
