import { authorizationOf } from '#tests/support/service-process'

/** Answer to one request. `status` is 0 without a complete answer: `fault` says why then. */
export type Answered = { status: number; ms: number; text: string; headers: Headers; fault: string }

export type Asking = RequestInit & {
  /** Scope of the caller's token; null for none. (Default: read) */
  scope?: string | null
  /** (Default: 10,000) */
  timeoutMs?: number
}

/** Sends a request to a service and reads the whole answer. Never throws. */
export async function askService(
  { origin }: { origin: string },
  path: string,
  { scope = 'read', timeoutMs = 10_000, headers, ...init }: Asking = {},
): Promise<Answered> {
  const authorization = scope === null ? {} : await authorizationOf(scope)
  const started = performance.now()
  try {
    const answer = await fetch(`${origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...authorization, ...headers },
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await answer.text()
    return { status: answer.status, ms: performance.now() - started, text, headers: answer.headers, fault: '' }
  } catch (error) {
    const fault =
      error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.name) : 'unknown'
    return { status: 0, ms: performance.now() - started, text: '', headers: new Headers(), fault }
  }
}

/** Sends a request with a JSON body. */
export const sendJson = (
  service: { origin: string },
  method: string,
  path: string,
  body: unknown,
  asking: Asking = {},
): Promise<Answered> =>
  askService(service, path, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    scope: 'curate',
    ...asking,
    headers: { 'content-type': 'application/json', ...asking.headers },
  })

/** Runs `ask` so many times at once. */
export const atOnce = <T>(times: number, ask: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, at) => ask(at)))

/** Returns the slowest answer in milliseconds. */
export const slowestOf = (answers: readonly Answered[]): number => Math.max(...answers.map(({ ms }) => ms))

/** Returns the statuses of answers with their counts, such as `200 x18, 503 x2`; a missing answer counts as its fault. */
export function countStatuses(answers: readonly Pick<Answered, 'status' | 'fault'>[]): string {
  const groups = Map.groupBy(answers, ({ status, fault }) => (status === 0 ? `no answer (${fault})` : String(status)))
  return [...groups].map(([status, of]) => `${status} x${of.length}`).join(', ')
}
