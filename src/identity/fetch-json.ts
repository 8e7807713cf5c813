/** JSON of an issuer: never waited for long, never larger than it should be, never from another place than asked. */

const TIME_OUT = 5_000;
const MAX_BYTES = 512 * 1024;

export interface FetchedJson {
  readonly body: unknown;
  /** The clock of the server, by its Date header; null when it has none. */
  readonly date: Date | null;
}

/** Rejects with an Error whose message is the end of a sentence, naming the address. Redirects are not followed. */
export async function fetchJson(address: string): Promise<FetchedJson> {
  const signal = AbortSignal.timeout(TIME_OUT);
  try {
    const headers = { accept: 'application/json' };
    const response = await fetch(address, { signal, headers, redirect: 'manual' });
    const text = await readText(response, address);
    if (response.status !== 200) throw new Fault(`${address} answered ${response.status}.`);
    return { body: parse(text, address), date: dateOf(response) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (signal.aborted) throw new Fault(`${address} did not answer in ${TIME_OUT / 1000} seconds.`);
    throw new Fault(`${address} could not be reached.`);
  }
}

class Fault extends Error {}

async function readText({ body }: Response, address: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Fault(`${address} answered more than ${MAX_BYTES} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function parse(text: string, address: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault(`${address} did not answer JSON.`);
  }
}

function dateOf(response: Response): Date | null {
  const time = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(time) ? null : new Date(time);
}
