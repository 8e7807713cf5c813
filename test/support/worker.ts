/**
 * A worker as a process of its own: the functions under the local host. Says where it listens; answers every message with
 * what it has used so far, after it has done what the message asks for. worker-process.ts starts it.
 */
import { join } from 'node:path';
import { startLocalHost } from '../../src/local/host/local-host.ts';
import { countTraffic, trafficSoFar } from './storage-traffic.ts';

countTraffic();
const host = await startLocalHost({
  root: join(import.meta.dirname, '../..'),
  entryFiles: ['functions/*.ts'],
  port: 0,
});
process.on('message', async (message) => {
  if (message === 'pause runs') await host.pauseQueue('membershipRuns');
  if (message === 'resume runs') host.resumeQueue('membershipRuns');
  const { user, system } = process.cpuUsage();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.send?.({ ...trafficSoFar(), peakBytes, cpuSeconds: (user + system) / 1e6 });
});
// Its parent is gone.
process.on('disconnect', () => process.exit());
process.send?.({ url: host.url });
