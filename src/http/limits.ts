/** Limits of requests, each in one place. A body of `bodyBytes` is accepted, one byte more is not. */
export const LIMITS = {
  /** Requests that are being answered at once; those whose body has not arrived yet are not counted. */
  requestsAtOnce: 512,
  /** Requests of one caller that are being answered at once; its further ones wait for them, in their order. */
  requestsOfCaller: 16,
  /** Requests of one caller that wait for its others. */
  waitingOfCaller: 48,
  /** Longest time for which they wait: longer than a request waits for a store, so that those behind requests to a frozen store are refused as these are. */
  waitingMs: 3000,
  /** Time after which a request beyond those is refused: a client that sends the next one at once would keep us busy with refusals. */
  refusedAfterMs: 250,
  /** Exports of one caller that run at once. */
  exportsOfCaller: 1,
  /** Imports into collections that run at once, each of another account. */
  importsAtOnce: 2,
  /** Rows of one import. */
  importRows: 5_000,
  /** Characters of a URL: 16 KiB. */
  urlCharacters: 16 * 1024,
  /** Bytes of the head of a request, from which on Bun itself refuses it, with a bare 431. A URL that is too long fits, so that its refusal is a problem. */
  headBytes: 64 * 1024,
  /** Bytes of one body: 1 MiB. */
  bodyBytes: 1024 * 1024,
  /** Bytes of all bodies that are being received at one time: 32 MiB. */
  bodyBytesAtOnce: 32 * 1024 * 1024,
  /** Time from the first look at a body to its last byte. */
  bodyMs: 10_000,
  /** Levels of arrays and objects in a body. */
  bodyLevels: 32,
  /** Commas between the items and members of a body: the most relations of one game need 40,000. */
  bodyCommas: 50_000,
  /** Members of one object in a body. */
  bodyMembers: 1000,
  /**
   * Length of a body from which on Bun itself refuses a request, with a bare 413 before any check of ours. No body of this length
   * is read: Bun stops receiving while nobody reads, and drops what arrives after the response.
   */
  declaredBytes: 2 ** 40,
} as const

/** Number of requests that one caller may send to a route in a time, from the first of them on. */
export type CallerQuota = { name: string; requests: number; seconds: number }

/**
 * Quotas by route. A route that is not in the table has none. The caller of a public route is the network of the client. Refused
 * requests do not count.
 */
export const QUOTAS: Readonly<Record<string, CallerQuota>> = {
  'GET /v1/export/games': { name: 'export', requests: 60, seconds: 3600 },
  'POST /v1/match': { name: 'match', requests: 300, seconds: 3600 },
  'GET /v1/me/export': { name: 'own-export', requests: 10, seconds: 3600 },
  'PATCH /v1/me': { name: 'address', requests: 10, seconds: 3600 },
  'POST /v1/me/collections/:name/import': { name: 'import', requests: 60, seconds: 3600 },
  'POST /v1/me/collections/:name/import/steam': { name: 'steam', requests: 20, seconds: 3600 },
  'POST /v1/auth/register': { name: 'register', requests: 20, seconds: 3600 },
}
