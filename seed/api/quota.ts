/**
 * How often an API may be asked with one key: `spacingMs` between two requests, and so many in each calendar day or month
 * (UTC). The name tells it from other quotas of ours, for ever.
 */
export type Quota = { name: string; spacingMs: number; budget?: { requests: number; per: 'day' | 'month' } }

/** The period of a quota that a moment falls into: `2026-11` or `2026-11-24`; nothing ever ends a quota without a budget. */
export function periodOf({ budget }: Quota, nowMs: number): string {
  if (!budget) return ''
  return new Date(nowMs).toISOString().slice(0, budget.per === 'month' ? 7 : 10)
}

/** The day on which the period of a moment ends and the next one begins: `2026-12-01`. */
export function renewalOf({ budget }: Quota, nowMs: number): string {
  const now = new Date(nowMs)
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  const next = budget?.per === 'month' ? Date.UTC(year, month + 1, 1) : Date.UTC(year, month, day + 1)
  return new Date(next).toISOString().slice(0, 10)
}
