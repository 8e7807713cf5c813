/** Looking after processes by their id, also those that another start has left. */
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY = 20;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but somebody else's.
    return isCode(error, 'EPERM');
  }
}

/** Asks a process to end and waits for it; after `patience` milliseconds it is killed. */
export async function endProcess(pid: number, patience: number): Promise<void> {
  signal(pid, 'SIGTERM');
  const deadline = Date.now() + patience;
  while (isAlive(pid)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
    await sleep(LOOK_EVERY);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error;
  }
}

/** Whether an error of Node has the given code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
