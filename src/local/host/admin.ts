/** The host's own routes: its status, and running a timer or queue function by hand. */
import type { AdminHandler } from './http-listener.ts';
import { sendEmpty, sendJson } from './http-response.ts';

export interface AdminOptions {
  /** Starts the function in the background; false when nothing of that name can be fired. */
  readonly fire: (functionName: string, input: unknown) => boolean;
}

const STATUS = { id: 'muster-local', state: 'Running', version: '4.0.0', errors: [] };

/** Answers `/admin/…`; every other path is left to the functions. */
export function createAdmin({ fire }: AdminOptions): AdminHandler {
  return ({ method, path, body }, response) => {
    const [area, kind, name, ...more] = path.toLowerCase().split('/');
    if (area !== 'admin') return false;
    if (kind === 'host' && more.length === 0 && (name === 'status' || name === 'ping')) {
      if (name === 'status') sendJson(response, 200, { ...STATUS, processUptime: uptime() });
      else sendEmpty(response, 200);
    } else if (kind === 'functions' && name && more.length === 0 && method === 'POST') {
      sendEmpty(response, fireByHand(fire, decodeURIComponent(name), body));
    } else {
      sendEmpty(response, 404);
    }
    return true;
  };
}

function fireByHand(fire: AdminOptions['fire'], name: string, body: Buffer): number {
  const input = readInput(body);
  if (input === undefined) return 400;
  return fire(name, input.value) ? 202 : 404;
}

/** The `input` of a body `{"input": …}`; undefined when the body is not JSON. */
function readInput(body: Buffer): { readonly value: unknown } | undefined {
  if (body.length === 0) return { value: undefined };
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const given = typeof parsed === 'object' && parsed !== null && 'input' in parsed;
    return { value: given ? parsed.input : undefined };
  } catch {
    return undefined;
  }
}

function uptime(): number {
  return Math.round(process.uptime() * 1000);
}
