/** docs/operations.md lists every metric and every event of the log, and none that is gone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TestServer } from '../operations/test-server.ts';
import { readMetrics } from '../support/prometheus.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

function sources(): string {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n');
}

it('names every metric', async () => {
  const reply = await new TestServer().get('/muster/v1/metrics');
  const named = new Set(page.match(/muster_\w+/g));
  expect([...named].sort()).toEqual([...readMetrics(reply.body).keys()].sort());
});

it('names every event that is written', () => {
  const written = sources().matchAll(/write\(\s*'(?:error|warning|information)',\s*'(\w+)'/g);
  const events = [...written].map(([, event = '']) => event);
  expect(events.length).toBeGreaterThan(8);
  for (const event of [...events, 'delay', 'delayWarning', 'drift', 'message', 'timer'])
    expect(page, event).toContain(`\`${event}\``);
});
