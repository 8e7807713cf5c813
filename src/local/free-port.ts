/** Whether a port can be had, asked before anything else is started for it. */
import { createServer } from 'node:net';
import { isCode } from './processes.ts';

/** Rejects with a sentence when another program listens on the port. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    const problem = isCode(error, 'EADDRINUSE') ? 'is in use by another program' : 'is not allowed';
    throw new Error(
      `Port ${port} ${problem}. Stop that program, or choose another port: PORT=${port + 1} npm start.`,
      { cause: error },
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
