/**
 * The portal: a page, what it loads, and how people sign in to it. All of it is served to everybody, and without storage:
 * what stands in the page are data that the page asks for with a token.
 */
import type { HttpResponseInit } from '@azure/functions';
import { DIRECTORY_ROLES } from '../access/directory-roles.ts';
import { isOnThisMachine } from '../access/this-machine.ts';
import type { HttpRequest } from '../http/messages.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { findPortal, type PortalFile, PortalFiles } from './portal-files.ts';
import type { Settings } from './settings.ts';

/** What the page needs to know before anybody is signed in. */
export interface PortalSettings {
  /** Requests of this machine are open: no sign-in, and roles to choose from. */
  readonly isLocal: boolean;
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly scopes: readonly string[];
  /** What X-Muster-Act-As takes; empty but in the local run. */
  readonly roles: readonly string[];
}

/** Roots of addresses that are not the portal's, whoever asks for them. */
const OTHERS = /^\/(?:v1\.0|beta|muster|admin|runtime)(?:\/|$)/i;
const SETTINGS = '/portal/settings';

/**
 * Only its own scripts and styles. The one hash is that of an empty style element: the components' styles are added to such
 * elements rule by rule, which no policy forbids.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const YEAR_SECONDS = 31_536_000;

let files: PortalFiles | null = null;

/** The answer where the request asks for the portal; null where it asks for something else. */
export function portalAnswer(
  request: HttpRequest,
  readSettings: () => Settings,
): HttpResponseInit | null {
  const { method, headers } = request;
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : '';
  if ((method !== 'GET' && method !== 'HEAD') || OTHERS.test(path)) return null;
  if (path === SETTINGS) return settingsAnswer(request, readSettings());
  const found = fileAt(path, headers.get('accept') ?? '');
  return found === null ? null : fileAnswer(request, found, readSettings);
}

function fileAt(path: string, accept: string): PortalFile | null {
  files ??= open();
  if (files === null) return null;
  const file = path === '/' ? null : files.find(path.slice(1));
  if (file !== null) return file;
  // Addresses within the page are the page's own to know; programs are told that nothing is there.
  return path === '/' || accept.includes('text/html') ? files.find('index.html') : null;
}

function open(): PortalFiles | null {
  const folder = findPortal(import.meta.dirname);
  return folder === null ? null : new PortalFiles(folder);
}

function settingsAnswer(request: HttpRequest, settings: Settings): HttpResponseInit {
  const isLocal = settings.isLocal && isOnThisMachine(request.headers);
  const { clientId, scopes } = settings.portal;
  const told: PortalSettings = {
    isLocal,
    issuer: settings.issuers[0] ?? null,
    clientId,
    scopes,
    roles: isLocal ? [...Object.keys(DIRECTORY_ROLES), 'User'] : [],
  };
  return {
    status: 200,
    headers: {
      ...securityHeaders(request, settings),
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
    },
    body: JSON.stringify(told),
  };
}

function fileAnswer(
  request: HttpRequest,
  file: PortalFile,
  readSettings: () => Settings,
): HttpResponseInit {
  const settings = orUnknown(readSettings);
  const encoding = encodingFor(file, request.headers.get('accept-encoding') ?? '');
  const headers: Record<string, string> = {
    ...securityHeaders(request, settings),
    'Content-Type': file.type,
    'Content-Security-Policy': policyFor(settings.issuers),
    'Cache-Control': file.isImmutable
      ? `public, max-age=${YEAR_SECONDS}, immutable`
      : 'no-cache, no-transform',
    ETag: file.etag,
    Vary: 'Accept, Accept-Encoding',
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  };
  if (matches(request.headers.get('if-none-match'), file.etag)) return { status: 304, headers };
  const bytes = file.bytes[encoding] ?? file.bytes.identity ?? Buffer.alloc(0);
  return { status: 200, headers, body: request.method === 'HEAD' ? '' : new Uint8Array(bytes) };
}

/** The page is served also where the settings are wrong: it is what says so to people. */
function orUnknown(
  readSettings: () => Settings,
): Pick<Settings, 'publicUrl' | 'trustForwarded' | 'issuers'> {
  try {
    return readSettings();
  } catch {
    return { publicUrl: null, trustForwarded: false, issuers: [] };
  }
}

function encodingFor({ bytes }: PortalFile, accepted: string): 'br' | 'gzip' | 'identity' {
  const takes = (name: string) =>
    new RegExp(`(?:^|[\\s,])${name}(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))`, 'i').test(accepted);
  if (bytes.br !== null && takes('br')) return 'br';
  return bytes.gzip !== null && takes('gzip') ? 'gzip' : 'identity';
}

function matches(header: string | null, etag: string): boolean {
  return header?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag) ?? false;
}

function policyFor(issuers: readonly string[]): string {
  const origins = issuers
    .filter((issuer) => URL.canParse(issuer))
    .map((issuer) => new URL(issuer).origin);
  const others = [...new Set(origins)].map((origin) => ` ${origin}`).join('');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${others}`,
    `frame-src 'self'${others}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
