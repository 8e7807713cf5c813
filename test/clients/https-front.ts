/** What stands before the application in a company: speaks https with a certificate of its own, and http behind. */
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSignedCertificate } from '../support/certificate.ts';

export interface Front {
  /** Such as `https://localhost:51234`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** This process trusts its certificate from then on, as an administrator's machine would by NODE_EXTRA_CA_CERTS. */
export async function startHttpsFront(behind: string): Promise<Front> {
  const { certificate, key } = selfSignedCertificate();
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
    const { method, url } = incoming;
    const passedOn = request(
      `${behind}${url ?? '/'}`,
      { ...(method && { method }), headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passedOn.on('error', () => outgoing.destroy());
    incoming.pipe(passedOn);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
