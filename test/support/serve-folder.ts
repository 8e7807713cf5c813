/**
 * Serves the functions of the folder that the command line names; says where, and how long they took to load. Settings named
 * after the folder are for the host alone: the application, which reads its own when it is first called, does not see them.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installFunctionRegistry } from '../../src/local/host/function-registry.ts';
import { startLocalHost } from '../../src/local/host/local-host.ts';

const [root = '', ...forHost] = process.argv.slice(2);
const { main } = createRequire(join(root, 'package.json'))('./package.json');
const registry = installFunctionRegistry();
const before = performance.now();
await registry.loadFile(join(root, main), () => import(join(root, main)));
const loaded = performance.now() - before;
const host = await startLocalHost({ root, port: 0 });
for (const name of forHost) delete process.env[name];
// Its parent wants no more of it, or is gone.
process.on('disconnect', async () => {
  await host.stop();
  process.exit();
});
process.send?.({ url: host.url, loaded });
