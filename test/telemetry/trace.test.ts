import { describe, expect, it } from 'vitest';
import { startTrace, traceparentOf } from '../../src/telemetry/trace.ts';

let made = 0;
const ids = { guid: () => `1111111${(made++ % 9) + 1}-2222-4333-8444-555555555555` };
const GIVEN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a trace', () => {
  it('goes on under the same id with a span of its own', () => {
    const trace = startTrace(GIVEN, ids);
    expect(trace).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentId: 'b7ad6b7169203331',
      flags: '01',
    });
    expect(trace.spanId).not.toBe(trace.parentId);
    expect(startTrace(traceparentOf(trace), ids)).toMatchObject({
      traceId: trace.traceId,
      parentId: trace.spanId,
    });
  });

  it('keeps the wish not to be sampled', () => {
    expect(traceparentOf(startTrace(GIVEN.replace(/01$/, '00'), ids))).toMatch(/-00$/);
  });

  it('leaves out what a later version puts at the end', () => {
    const later = `01${GIVEN.slice(2)}-more`;
    expect(startTrace(later, ids).traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(traceparentOf(startTrace(later, ids))).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it.each([
    undefined,
    null,
    7,
    '',
    'nonsense',
    GIVEN.toUpperCase(),
    GIVEN.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
    GIVEN.replace('b7ad6b7169203331', '0'.repeat(16)),
    `ff${GIVEN.slice(2)}`,
    `${GIVEN}-more`,
    `01${GIVEN.slice(2)}-${'x'.repeat(100)}`,
    `${GIVEN} `,
  ])('begins anew where what was given says nothing: %j', (given) => {
    const trace = startTrace(given, ids);
    expect(trace.parentId).toBeNull();
    expect(traceparentOf(trace)).toMatch(/^00-1111111[0-9a-f]{25}-1111111[0-9a-f]{9}-01$/);
  });
});
