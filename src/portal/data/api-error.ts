/** What an answer that is no success says, as Graph says it. */

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface ApiErrorParts {
  /** 0: there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly details: readonly ErrorDetail[];
  readonly innerError: Readonly<Record<string, unknown>>;
}

export class ApiError extends Error implements ApiErrorParts {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly details: readonly ErrorDetail[];
  readonly innerError: Readonly<Record<string, unknown>>;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.name = 'ApiError';
    this.status = parts.status;
    this.code = parts.code;
    this.requestId = parts.requestId;
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.details = parts.details;
    this.innerError = parts.innerError;
  }

  /** Whether the same request may well succeed a moment later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503 || this.status === 504;
  }

  /** Somebody else changed it since it was read. */
  get isConflict(): boolean {
    return this.status === 412;
  }
}

/** The error of an answer; whatever its body turns out to be. */
export async function toApiError(response: Response): Promise<ApiError> {
  const { status, headers } = response;
  const body = asRecord(await response.json().catch(() => null));
  const error = asRecord(body.error);
  const innerError = asRecord(error.innerError);
  return new ApiError({
    status,
    code: textOr(error.code, String(status)),
    message: textOr(error.message, response.statusText || String(status)),
    requestId: headers.get('request-id'),
    retryAfterSeconds: secondsIn(headers.get('retry-after')),
    details: Array.isArray(error.details) ? error.details : [],
    innerError,
  });
}

/** The error of a request that nobody answered. */
export function unreachable(cause: unknown): ApiError {
  const error = new ApiError({
    status: 0,
    code: 'unreachable',
    message: 'The server cannot be reached.',
    requestId: null,
    retryAfterSeconds: null,
    details: [],
    innerError: {},
  });
  error.cause = cause;
  return error;
}

function secondsIn(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) ? seconds : null;
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' && value !== '' ? value : other;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
