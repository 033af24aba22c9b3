import type { ApiError, Code } from '../bindings/types';

/** What a call throws. Screens word it by `code`; `message` is English and meant for logs. */
export class Failure extends Error {
  readonly code: Code;
  readonly detail: Record<string, string>;

  constructor(error: ApiError) {
    super(error.message);
    this.name = 'Failure';
    this.code = error.code;
    this.detail = error.detail ?? {};
  }
}

/** Any thrown thing as a Failure, so that a screen has one kind of error to show. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (isApiError(thrown)) return new Failure(thrown);
  return new Failure({
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
  });
}

export function isApiError(value: unknown): value is ApiError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
