/** One fault of a request: where it is (a JSON pointer), and what is wrong. */
export interface Fault {
  pointer: string;
  code: string;
  params?: Record<string, unknown>;
  detail: string;
}

/** What wants to know that the server refused something because the organisation is suspended. */
export const suspensionListeners = new Set<() => void>();

interface ProblemDocument {
  type?: string;
  detail?: string;
  reason?: unknown;
  errors?: Fault[];
}

/** An answer that is not a success. Status 0: no answer came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
    /** A stable word that says more than the kind. */
    readonly reason: string | null = null,
  ) {
    super(detail);
    this.name = 'Problem';
  }

  static unreachable(): Problem {
    return new Problem(0, 'unreachable', '');
  }

  static of(response: Response, body: unknown): Problem {
    const document: ProblemDocument = typeof body === 'object' && body !== null ? body : {};
    if (document.type?.endsWith('/suspended')) {
      suspensionListeners.forEach((listener) => listener());
    }
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return new Problem(
      response.status,
      document.type?.split('/').pop() ?? 'unexpected',
      document.detail ?? '',
      document.errors ?? [],
      response.headers.get('X-Request-Id'),
      Number.isFinite(seconds) ? seconds : null,
      typeof document.reason === 'string' ? document.reason : null,
    );
  }

  /** Whether the same request may succeed a little later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 503;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Returns what a call answered; throws a {@link Problem} for everything but a success. */
export async function ok<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (e) {
    throw e instanceof Problem ? e : Problem.unreachable();
  }
  if (!answer.response.ok) {
    throw Problem.of(answer.response, answer.error);
  }
  return answer.data as T;
}
