/**
 * Limits of an API for one key: at least `spacingMs` between two requests, and a budget of requests per calendar day or
 * month (UTC). The name identifies the quota in the store and never changes.
 */
export type Quota = { name: string; spacingMs: number; budget?: { requests: number; per: 'day' | 'month' } }

/** Returns the budget period that a time falls into: `2026-11` or `2026-11-24`; an empty text without a budget. */
export function periodOf({ budget }: Quota, nowMs: number): string {
  if (!budget) return ''
  return new Date(nowMs).toISOString().slice(0, budget.per === 'month' ? 7 : 10)
}

/** Returns the first day of the next budget period: `2026-12-01`. */
export function renewalOf({ budget }: Quota, nowMs: number): string {
  const now = new Date(nowMs)
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  const next = budget?.per === 'month' ? Date.UTC(year, month + 1, 1) : Date.UTC(year, month, day + 1)
  return new Date(next).toISOString().slice(0, 10)
}
