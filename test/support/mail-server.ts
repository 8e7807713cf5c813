/** An SMTP server of the test, which can misbehave in every way that a sender has to survive. */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/**
 * What it does with a mail: takes it; says later or no before or after the mail itself; ends the connection in the middle of
 * it, or when it has taken it and not yet said so.
 */
export type Manner =
  | 'take'
  | 'laterAtRecipient'
  | 'laterAfterData'
  | 'refuseRecipient'
  | 'refuseAfterData'
  | 'dieInData'
  | 'takeAndDie';

export interface Received {
  readonly to: readonly string[];
  /** The mail as it came. */
  readonly raw: string;
}

export interface MailServer {
  readonly port: number;
  readonly url: string;
  readonly received: readonly Received[];
  /** What happens to the next mail. */
  manner: (to: string) => Manner;
  /** Nobody is told anything any more; new connections are refused. */
  stop(): Promise<void>;
}

/** `received`: what another has taken before it on the same port. */
export async function startMailServer(port = 0, received: Received[] = []): Promise<MailServer> {
  /** By the port of the other end. */
  const sockets = new Map<number, Socket>();
  const chosen = new Map<string, Manner>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, session, callback) {
      const manner = mailServer.manner(address);
      chosen.set(session.id, manner);
      if (manner === 'laterAtRecipient') return callback(fault(451, 'Try again later'));
      if (manner === 'refuseRecipient') return callback(fault(550, 'No such mailbox'));
      callback();
    },
    onData(stream, session, callback) {
      const manner = chosen.get(session.id) ?? 'take';
      if (manner === 'dieInData') return dieInData(stream, sockets.get(session.remotePort));
      void textOf(stream).then((raw) => {
        if (manner === 'laterAfterData') return callback(fault(452, 'Try again later'));
        if (manner === 'refuseAfterData') return callback(fault(554, 'Not wanted'));
        received.push({ to: recipientsOf(session), raw });
        if (manner === 'takeAndDie') return void sockets.get(session.remotePort)?.destroy();
        callback();
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.set(socket.remotePort ?? 0, socket);
  });
  // A client that goes away in the middle is what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  const mailServer: MailServer = {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    manner: () => 'take',
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return mailServer;
}

/** Ends the connection when the first of the mail has come, and before all of it is said to have. */
function dieInData(stream: SMTPServerDataStream, socket: Socket | undefined): void {
  stream.once('data', () => socket?.destroy());
}

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function recipientsOf({ envelope }: SMTPServerSession): readonly string[] {
  return envelope.rcptTo.map(({ address }) => address);
}

function fault(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
