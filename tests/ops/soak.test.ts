import { expect, test } from 'bun:test'
import { proveSoak } from '#tests/prove/soak'
import { postgresPrograms } from './own-postgres'

const [PROGRAMS, ELASTICSEARCH] = [postgresPrograms(), process.env.TEST_ELASTICSEARCH_URL]
const MINUTES = 5 * 60_000

test.skipIf(!(PROGRAMS && ELASTICSEARCH))(
  'the soak in short: nothing acknowledged is lost under mixed load and faults (needs the programs of Postgres and TEST_ELASTICSEARCH_URL)',
  async () => {
    const [programs, elasticsearch] = [PROGRAMS ?? '', ELASTICSEARCH ?? '']
    const parts = await proveSoak({ programs, elasticsearch, minutes: 0.25, everyMs: 6000, seed: 17, say: () => {} })
    expect(parts.filter(({ holds }) => !holds)).toEqual([])
  },
  MINUTES,
)
