/**
 * What is written to a log, or said in an error to whoever writes it, holds no secret: no key, signature, token or
 * password. Everything that goes to a log passes through here, whatever it is made of.
 */

const REMOVED = '[removed]';
/** Longer texts are cut: nobody reads on, and what is scrubbed stays small. */
const LONGEST = 16_384;
const MOST_CAUSES = 5;

/** Headers: whatever stands behind them, to the end of the line. */
const HEADERS =
  'authorization|proxy-authorization|cookie|set-cookie|x-functions-key|x-ms-client-principal|x-ms-token-[a-z-]{1,40}|x-identity-header';

/** Names of values in connection strings, forms and JSON. */
const NAMES =
  'AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey|password|pwd|client_?secret|secret|client_assertion|assertion|(?:access|id|refresh)_?token|api[-_]?key|IDENTITY_HEADER';

/** Names that are secrets only in an address or a form: a function key, a signature, a token. */
const PARAMETERS = 'code|sig|token';

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[^-]*(?:-----END [A-Z ]{1,40}-----)?/g, REMOVED],
  // A JSON Web Token, wherever it stands.
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*){0,3}/g, REMOVED],
  // With a digit in it, so that sentences about them stay.
  [
    /\b(Bearer|SharedKeyLite|SharedKey|Basic)[ \t]+(?=[\w+/=.:~-]{0,99}\d)[\w+/=.:~-]{8,}/gi,
    `$1 ${REMOVED}`,
  ],
  // As JSON or as an inspected object.
  [new RegExp(`(["']?(?:${HEADERS}|${NAMES})["']?\\s*:\\s*)${quoted()}`, 'gi'), `$1"${REMOVED}"`],
  [
    new RegExp(`(?<![\\w-])(${HEADERS})([ \\t]*:)(?! ?"\\[removed)[^\\r\\n]*`, 'gi'),
    `$1$2 ${REMOVED}`,
  ],
  [new RegExp(`(?<![\\w-])(${NAMES}|${PARAMETERS})=[^\\s"'&;,]+`, 'gi'), `$1=${REMOVED}`],
  // The key of a storage account: 64 bytes, with no name before it.
  [/(?<![\w+/])[\w+/]{86}==/g, REMOVED],
];

function quoted(): string {
  return `(?:"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?)`;
}

/** The text without what is secret in it. Takes time in proportion to the text. */
export function scrubText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
  return SECRETS.reduce((rest, [secret, instead]) => rest.replace(secret, instead), cut);
}

/**
 * An error for the log: name, message, where it was thrown, and its causes, scrubbed. Nothing else of it is told: errors
 * of client libraries hold the whole request, and with it what authorises it.
 */
export function describeError(error: unknown): string {
  const told = [scrubText(textOf(error))];
  for (let at = causeOf(error); at !== undefined && told.length < MOST_CAUSES; at = causeOf(at))
    told.push(scrubText(textOf(at)));
  return told.join('\nCaused by: ');
}

/** An error that says the same and holds nothing more: for a host that writes whatever is thrown into its log. */
export function scrubbedError(error: unknown): Error {
  const [message = '', ...places] = describeError(error).split('\n');
  const scrubbed = new Error(message);
  scrubbed.stack = [message, ...places].join('\n');
  return scrubbed;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = `${error.name}: ${error.message}`;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [text, ...places].join('\n');
}
