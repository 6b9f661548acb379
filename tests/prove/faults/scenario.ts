import { type Answered, countStatuses, slowestOf } from '../load/client'
import type { Need } from './needs'
import type { World } from './world'

/** Result of a scenario: if the promise holds, with the measured figure; or the reason why it could not be tried here. */
export type Outcome = Part | { skipped: string }

/** Part of an outcome: one promise, with the measured figure. */
export type Part = { holds: boolean; figure: string }

/** A fault, what is promised while it lasts, and the experiment that shows it. */
export type Scenario = {
  /** Row of the fault matrix, or a short name. */
  id: string
  fault: string
  promise: string
  needs: readonly Need[]
  /** Part of the short form, which `bun run check` runs. (Default: false) */
  isShort?: boolean
  run: (world: World) => Promise<Outcome>
}

/** Longest wait of a client for the answer to a request, in milliseconds. */
export const ANSWER_MS = 3000

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Returns the outcome of answers that each must have one of these statuses and come in time. */
export function allWithin(
  answers: readonly Answered[],
  statuses: readonly number[],
  limitMs: number = ANSWER_MS,
): Part {
  const good = answers.filter(({ status, ms }) => statuses.includes(status) && ms <= limitMs)
  return {
    holds: good.length === answers.length,
    figure: `${good.length} of ${answers.length} within ${seconds(limitMs)}, slowest ${seconds(slowestOf(answers))} (${countStatuses(answers)})`,
  }
}

/** Returns one outcome of several: it holds if all hold, and names the figures of all. */
export const allOf = (...parts: readonly Part[]): Outcome => ({
  holds: parts.every(({ holds }) => holds),
  figure: parts.map(({ figure }) => figure).join('; '),
})

/** Returns a part of an outcome. */
export const part = (holds: boolean, figure: string): Part => ({ holds, figure })
