/**
 * Errors that reach a caller. `code` is Microsoft Graph's where one is known (graph-spec.md 3) and is what programs look
 * at; the message is a sentence for people.
 */

export interface ErrorDetail {
  readonly code: string;
  readonly target?: string;
  readonly message: string;
}

export interface RequestErrorOptions {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
  /** Further members of Graph's innerError, such as `ruleErrors`. */
  readonly inner?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that can't be served as asked; the HTTP floor turns it into Graph's error shape. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly inner: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: RequestErrorOptions) {
    super(options.message);
    this.name = 'RequestError';
    this.status = options.status;
    this.code = options.code;
    this.details = options.details;
    this.inner = options.inner;
    this.headers = options.headers ?? {};
  }
}

/** 400 with Graph's general code. */
export function badRequest(message: string, details?: readonly ErrorDetail[]): RequestError {
  return new RequestError({
    status: 400,
    code: 'Request_BadRequest',
    message,
    ...(details && { details }),
  });
}

/** 400 for a value that a property can't take; the text is Graph's. */
export function invalidValue(property: string, resource: string): RequestError {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`;
  return badRequest(message, [{ code: 'InvalidValue', target: property, message }]);
}

/** 404 for an id nobody has; the text is Graph's. */
export function resourceNotFound(id: string): RequestError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new RequestError({ status: 404, code: 'Request_ResourceNotFound', message });
}

/** 400 for a value that must be unique and is taken; the text is Graph's. */
export function alreadyExists(property: string): RequestError {
  return badRequest(`Another object with the same value for property ${property} already exists.`);
}

/** 403 as Graph answers a change that is not allowed, by role or by the nature of the group. */
export function requestDenied(): RequestError {
  const message = 'Insufficient privileges to complete the operation.';
  return new RequestError({ status: 403, code: 'Authorization_RequestDenied', message });
}

/** 412 for an ETag of ours that is no longer current. */
export function preconditionFailed(): RequestError {
  const message =
    'The resource was changed since it was read; read it again and repeat the request.';
  return new RequestError({ status: 412, code: 'Request_PreconditionFailed', message });
}

/**
 * Whether an error is likely to pass by itself: the storage service gave no answer, was busy, or had a fault of its own.
 * Known by its `failure`, which says the status of the answer, absent when there was none.
 */
export function isPassing(error: unknown): boolean {
  const failure = failureOf(error);
  return (
    failure !== null &&
    (failure.status === undefined || failure.status === 429 || failure.status >= 500)
  );
}

/** Whether what was to be written is more than the storage service takes in one transaction. */
export function isTooLarge(error: unknown): boolean {
  return failureOf(error)?.status === 413;
}

function failureOf(error: unknown): { readonly status: number | undefined } | null {
  if (!(error instanceof Error) || !('failure' in error)) return null;
  const { failure } = error;
  if (typeof failure !== 'object' || failure === null) return null;
  const status: unknown = Reflect.get(failure, 'status');
  if (status === undefined) return { status };
  return typeof status === 'number' ? { status } : null;
}
