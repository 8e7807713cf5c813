import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Emulator {
  readonly connectionString: string;
  readonly stop: () => Promise<void>;
}

const ACCOUNT = 'devstoreaccount1';
/** The emulator's published key, no secret. */
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Starts an emulator of Azure Storage in memory, on ports of its own. */
export async function startEmulator(): Promise<Emulator> {
  const program = fileURLToPath(
    new URL('../../node_modules/azurite/dist/src/azurite.js', import.meta.url),
  );
  const options = '--inMemoryPersistence --silent --skipApiVersionCheck --disableTelemetry';
  const ports = '--tablePort 0 --queuePort 0 --blobPort 0';
  const child = spawn(process.execPath, [program, ...`${options} ${ports}`.split(' ')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [table, queue] = await listening(child);
  return {
    connectionString: [
      `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY}`,
      `TableEndpoint=${table}/${ACCOUNT};QueueEndpoint=${queue}/${ACCOUNT};`,
    ].join(';'),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

function listening(child: ChildProcess): Promise<readonly [string, string]> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error(`The emulator did not start: ${output}`)));
    child.stdout?.on('data', (text) => {
      output += text;
      const table = /Table service is successfully listening at (\S+)/.exec(output)?.[1];
      const queue = /Queue service is successfully listening at (\S+)/.exec(output)?.[1];
      if (table !== undefined && queue !== undefined) resolve([table, queue]);
    });
  });
}
