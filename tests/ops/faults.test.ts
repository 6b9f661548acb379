import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proveFaults, tellOutcome } from '#tests/prove/faults'
import { SCENARIOS } from '#tests/prove/faults/all'
import { missingNeed } from '#tests/prove/faults/needs'
import { createWorld } from '#tests/prove/faults/world'

const MINUTES = 3 * 60_000
const folder = await mkdtemp(join(tmpdir(), 'vestim-faults-'))
const world = createWorld(folder)
const rows = await Promise.all(
  SCENARIOS.filter(({ isShort }) => isShort).map(async (scenario) => ({
    scenario,
    reason: await missingNeed(scenario.needs),
  })),
)

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('the proof of the faults in short', () => {
  test('no two rows have one name', () => {
    const ids = SCENARIOS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  for (const { scenario, reason } of rows)
    test.skipIf(reason !== undefined)(
      `${scenario.fault}: ${scenario.promise}${reason ? ` (${reason})` : ''}`,
      async () => {
        const outcome = await proveFaults({ scenarios: [scenario], world })
        expect(outcome.map((row) => tellOutcome(row.outcome)).join()).toStartWith('holds')
      },
      MINUTES,
    )
})
