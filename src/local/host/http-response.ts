/** The answer of a function, written to Node's response. */
import type { ServerResponse } from 'node:http';
import type { RpcCookie, RpcData } from './core-types.ts';

/** Ends the response with nothing but a status. */
export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0' }).end();
}

/** Ends the response with JSON, as the host's own routes answer. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': body.length })
    .end(body);
}

/** Ends the response with what a function answered; nothing answered is 204. */
export function sendAnswer(response: ServerResponse, answer: RpcData | null | undefined): void {
  const http = answer?.http;
  if (!http) {
    response.writeHead(204).end();
    return;
  }
  response.statusCode = Number(http.statusCode ?? 200);
  for (const [name, value] of Object.entries(http.headers ?? {})) response.setHeader(name, value);
  const cookies = http.cookies ?? [];
  if (cookies.length > 0) response.setHeader('set-cookie', cookies.map(formatCookie));
  const body = bytesOf(http.body);
  const bodiless = response.statusCode === 204 || response.statusCode === 304;
  if (!bodiless) response.setHeader('content-length', body.length);
  response.end(bodiless ? undefined : body);
}

function bytesOf(data: RpcData | null | undefined): Buffer {
  if (data?.bytes) return Buffer.from(data.bytes);
  return Buffer.from(data?.string ?? data?.json ?? '');
}

function formatCookie(cookie: RpcCookie): string {
  const parts = [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.expires && `expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`,
    cookie.maxAge && `max-age=${cookie.maxAge.value}`,
    cookie.domain && `domain=${cookie.domain.value}`,
    `path=${cookie.path?.value ?? '/'}`,
    cookie.secure?.value && 'secure',
    cookie.sameSite && formatSameSite(cookie.sameSite),
    cookie.httpOnly?.value && 'httponly',
  ];
  return parts.filter(Boolean).join('; ');
}

function formatSameSite(sameSite: string): string | undefined {
  if (sameSite === 'none') return undefined;
  return `samesite=${sameSite === 'explicitNone' ? 'none' : sameSite}`;
}
