/** One complaint about one input: `field` is a key or a path of keys, `rule` names what was broken, never the value. */
export interface Detail {
  field: string;
  error: string;
  rule?: string;
}

/** Every error a client can meet: the list is closed, and API.md's table is tested against it. */
export const errorTable = {
  BAD_REQUEST: [400, 'The request could not be understood.'],
  MALFORMED_JSON: [400, 'The body is not valid JSON.'],
  UNAUTHENTICATED: [401, 'Please sign in.'],
  INVALID_CREDENTIALS: [401, 'The email or the password is wrong.'],
  OTP_REQUIRED: [401, 'Please enter the code of your second factor.'],
  TOKEN_EXPIRED: [401, 'The token has expired.'],
  TOKEN_REUSED: [401, 'The token was used before, so its session was ended. Please sign in again.'],
  FORBIDDEN: [403, 'You are not allowed to do this.'],
  ACCOUNT_INACTIVE: [403, 'This account is deactivated.'],
  NOT_FOUND: [404, 'Nothing was found here.'],
  METHOD_NOT_ALLOWED: [405, 'This address does not answer to this method.'],
  EMAIL_TAKEN: [409, 'An account with this email already exists.'],
  CONFLICT: [409, 'This does not fit what is already there.'],
  SUBMISSION_COMPLETED: [409, 'This submission is completed and can no longer be changed.'],
  REVISION_MISMATCH: [412, 'This was changed in the meantime. Please load it again.'],
  PAYLOAD_TOO_LARGE: [413, 'The body is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'The body must be JSON, sent as application/json.'],
  VALIDATION_ERROR: [422, 'Some of the input is not valid.'],
  RATE_LIMITED: [429, 'Too many attempts. Please wait and try again.'],
  INTERNAL_ERROR: [500, 'Something went wrong on our side.'],
  UNAVAILABLE: [503, 'The service is not available right now. Please try again soon.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof errorTable;

export interface ErrorOptions {
  message?: string;
  details?: Detail[];
  /** Seconds until another try makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/** A failure that a client is told about; each door translates it once. */
export class DomainError extends Error {
  readonly status: number;
  readonly details?: Detail[];
  readonly retryAfter?: number;

  constructor(
    readonly code: ErrorCode,
    options: ErrorOptions = {},
  ) {
    super(options.message ?? errorTable[code][1], { cause: options.cause });
    this.name = 'DomainError';
    this.status = errorTable[code][0];
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }
}

/** Sixty thousand unknown keys deserve no answer of megabytes. */
const mostDetails = 100;

const of = (code: ErrorCode) => (options?: ErrorOptions) => new DomainError(code, options);

/** `throw errors.notFound()`: one maker a code. */
export const errors = {
  badRequest: of('BAD_REQUEST'),
  malformedJson: of('MALFORMED_JSON'),
  unauthenticated: of('UNAUTHENTICATED'),
  invalidCredentials: of('INVALID_CREDENTIALS'),
  otpRequired: of('OTP_REQUIRED'),
  tokenExpired: of('TOKEN_EXPIRED'),
  tokenReused: of('TOKEN_REUSED'),
  forbidden: of('FORBIDDEN'),
  accountInactive: of('ACCOUNT_INACTIVE'),
  notFound: of('NOT_FOUND'),
  methodNotAllowed: of('METHOD_NOT_ALLOWED'),
  emailTaken: () =>
    new DomainError('EMAIL_TAKEN', { details: [{ field: 'email', error: errorTable.EMAIL_TAKEN[1], rule: 'unique' }] }),
  conflict: of('CONFLICT'),
  submissionCompleted: of('SUBMISSION_COMPLETED'),
  revisionMismatch: of('REVISION_MISMATCH'),
  payloadTooLarge: of('PAYLOAD_TOO_LARGE'),
  unsupportedMediaType: of('UNSUPPORTED_MEDIA_TYPE'),
  validation: (details: Detail[], message?: string) =>
    new DomainError('VALIDATION_ERROR', { details: details.slice(0, mostDetails), message }),
  invalid: (field: string, error: string, rule = 'invalid') =>
    new DomainError('VALIDATION_ERROR', { details: [{ field, error, rule }] }),
  rateLimited: (retryAfter: number) => new DomainError('RATE_LIMITED', { retryAfter }),
  unavailable: (cause?: unknown) => new DomainError('UNAVAILABLE', { retryAfter: 5, cause }),
};
