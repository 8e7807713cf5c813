import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counter, Gauge, Histogram, writeMetrics } from '../../src/telemetry/metrics.ts';
import { readMetrics, sampleValue } from '../support/prometheus.ts';

describe('metrics as Prometheus reads them', () => {
  it('count what was added, series by series, and are there before anything happens', () => {
    const requests = new Counter({ name: 'r_total', help: 'Requests.', labels: ['path'] });
    const runs = new Counter({ name: 'runs_total', help: 'Runs.' });
    requests.add(2, 'a');
    requests.add(1, 'b');
    requests.add(1, 'a');
    expect(writeMetrics([requests, runs])).toBe(
      [
        '# HELP r_total Requests.',
        '# TYPE r_total counter',
        'r_total{path="a"} 3',
        'r_total{path="b"} 1',
        '# HELP runs_total Runs.',
        '# TYPE runs_total counter',
        'runs_total 0',
        '',
      ].join('\n'),
    );
  });

  it('say of a histogram how many were at most each bound', () => {
    const seconds = new Histogram({ name: 's', help: 'Seconds.', bounds: [1, 5], labels: ['of'] });
    for (const value of [0.5, 1, 3, 60]) seconds.observe(value, 'x');
    const metrics = readMetrics(writeMetrics([seconds]));
    const bucket = (le: string) => sampleValue(metrics, 's_bucket', { of: 'x', le });
    expect([bucket('1'), bucket('5'), bucket('+Inf')]).toEqual([2, 3, 4]);
    expect(sampleValue(metrics, 's_sum', { of: 'x' })).toBe(64.5);
    expect(sampleValue(metrics, 's_count', { of: 'x' })).toBe(4);
  });

  it('are read back as they were set, whatever stands in labels and helps', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double({ noNaN: true }), (text, value) => {
        const gauge = new Gauge({ name: 'g', help: text, labels: ['l'] });
        gauge.set(value, text);
        const [sample] = readMetrics(writeMetrics([gauge])).get('g')?.samples ?? [];
        expect(sample?.labels).toEqual({ l: text });
        expect(sample?.value).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });

  it('never become more series than a scraper can bear', () => {
    const counter = new Counter({ name: 'c_total', help: 'C.', labels: ['id'] });
    for (let at = 0; at < 5_000; at++) counter.add(1, `id ${at}`);
    const samples = readMetrics(writeMetrics([counter])).get('c_total')?.samples ?? [];
    expect(samples.length).toBe(2_001);
    expect(samples.reduce((sum, { value }) => sum + value, 0)).toBe(5_000);
  });
});
