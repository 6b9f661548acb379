import { missingNeed } from './faults/needs'
import type { Outcome, Scenario } from './faults/scenario'
import type { World } from './faults/world'

const SCENARIO_MS = 240_000

/** Row of the table of faults. */
export type FaultRow = Pick<Scenario, 'id' | 'fault' | 'promise'> & { outcome: Outcome }

export type FaultProof = {
  scenarios: readonly Scenario[]
  world: World
  /** Called with each row as soon as it is known. */
  onRow?: (row: FaultRow) => void
}

/** Tries each fault on a running service, one after the other. */
export async function proveFaults({ scenarios, world, onRow }: FaultProof): Promise<FaultRow[]> {
  const rows: FaultRow[] = []
  for (const scenario of scenarios) {
    const { id, fault, promise } = scenario
    const row = { id, fault, promise, outcome: await attempt(scenario, world) }
    rows.push(row)
    onRow?.(row)
  }
  return rows
}

/** Returns the outcome of a scenario. An experiment that throws or does not end counts as a broken promise. */
async function attempt({ needs, run }: Scenario, world: World): Promise<Outcome> {
  const reason = await missingNeed(needs)
  if (reason) return { skipped: reason }
  const late = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => late.resolve({ holds: false, figure: 'the experiment did not end' }), SCENARIO_MS)
  const ended = run(world).catch((error: unknown) => ({ holds: false, figure: String(error).slice(0, 300) }))
  return await Promise.race([ended, late.promise]).finally(() => clearTimeout(timer))
}

/** True if the promise of a row was tried and does not hold. */
export const isBroken = ({ outcome }: FaultRow): boolean => !('skipped' in outcome) && !outcome.holds

/** Returns the outcome in words: `holds`, `FAILS` or `skipped`, with figure or reason. */
export const tellOutcome = (outcome: Outcome): string =>
  'skipped' in outcome ? `skipped: ${outcome.skipped}` : `${outcome.holds ? 'holds' : 'FAILS'}: ${outcome.figure}`
