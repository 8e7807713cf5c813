/** Where mails are handed over, as MUSTER_SMTP_URL says it: `smtp://user:password@smtp.example.com:587`, or `smtps://` for TLS from the start. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; else STARTTLS. */
  readonly secure: boolean;
  /** Without STARTTLS nothing is sent: only a server on this machine may go without. */
  readonly requireTLS: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

/** Null: it is no such address. */
export function readSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, search } = new URL(text);
  const secure = protocol === 'smtps:';
  if (!secure && protocol !== 'smtp:') return null;
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '') return null;
  const user = decoded(username);
  const secret = decoded(password);
  if (user === null || secret === null) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isThisMachine(hostname),
    user: user === '' ? null : user,
    password: user === '' ? null : secret,
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
