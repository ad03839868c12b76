import { texts } from '../model/texts';

/** A refusal as the gateway tells it (RFC 9457), or the failure to reach it. */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 where there was no answer at all. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Field of the request that is wrong. */
    readonly field?: string,
    readonly details?: Readonly<Record<string, unknown>>,
    readonly retryAfterS?: number,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }

  /** Whether the same request may succeed by itself in a while. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What an answer that is not a success says. Never throws. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterS = Number.isFinite(retryAfter) ? retryAfter : undefined;
  let body: { code?: unknown; detail?: unknown; field?: unknown; details?: unknown } = {};
  try {
    body = (await response.json()) as typeof body;
  } catch {
    // Something between us and the gateway has answered in its own way.
  }
  return new ApiProblem(
    response.status,
    typeof body.code === 'string' ? body.code : `HTTP_${response.status}`,
    typeof body.detail === 'string' ? body.detail : texts.errors.unreadable(response.status),
    typeof body.field === 'string' ? body.field : undefined,
    typeof body.details === 'object' && body.details !== null ? (body.details as Record<string, unknown>) : undefined,
    retryAfterS,
  );
}

/** Any failure as a problem. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof TypeError) return new ApiProblem(0, 'OFFLINE', texts.errors.offline);
  return new ApiProblem(0, 'UNEXPECTED', error instanceof Error ? error.message : String(error));
}
