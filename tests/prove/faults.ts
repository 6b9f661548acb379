import type { Outcome, Scenario } from './faults/scenario'
import { createWorld, missingNeed } from './faults/world'

const SCENARIO_MS = 240_000

/** Row of the table of faults. */
export type FaultRow = Pick<Scenario, 'id' | 'fault' | 'promise'> & { outcome: Outcome }

export type FaultProof = {
  scenarios: readonly Scenario[]
  folder: string
  /** Called with each row as soon as it is known. */
  onRow: (row: FaultRow) => void
}

/** Tries each fault on a running service, one after the other. Returns true if every promise that was tried holds. */
export async function proveFaults({ scenarios, folder, onRow }: FaultProof): Promise<boolean> {
  await using world = createWorld(folder)
  let holds = true
  for (const scenario of scenarios) {
    const outcome = await attempt(scenario, () => scenario.run(world))
    onRow({ ...scenario, outcome })
    holds &&= 'skipped' in outcome || outcome.holds
  }
  return holds
}

/** Returns the outcome of a scenario. An experiment that throws or does not end counts as a broken promise. */
async function attempt({ needs }: Scenario, run: () => Promise<Outcome>): Promise<Outcome> {
  const reason = await missingNeed(needs)
  if (reason) return { skipped: reason }
  const late = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => late.resolve({ holds: false, figure: 'the experiment did not end' }), SCENARIO_MS)
  const ended = run().catch((error: unknown) => ({ holds: false, figure: String(error).slice(0, 300) }))
  return await Promise.race([ended, late.promise]).finally(() => clearTimeout(timer))
}

/** Returns the outcome in words: `holds`, `FAILS` or `skipped`, with figure or reason. */
export const tellOutcome = (outcome: Outcome): string =>
  'skipped' in outcome ? `skipped: ${outcome.skipped}` : `${outcome.holds ? 'holds' : 'FAILS'}: ${outcome.figure}`
