import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { proveKill } from '#tests/prove/kill'

const SERVER = process.env.TEST_DATABASE_URL
const DEMO = join(import.meta.dir, '../../../seed/demo')
const A_MINUTE = 60_000

describe('a loader killed with SIGKILL', () => {
  test.skipIf(!SERVER)(
    'and run again gives the same catalogue as an uninterrupted one (needs TEST_DATABASE_URL)',
    async () => {
      const loads = [['steamspy', join(DEMO, 'steamspy')]]
      const proof = await proveKill({ server: SERVER ?? '', loads, kills: 3, seed: 7, say: () => {} })
      expect(proof.killed).toBe(proof.uninterrupted)
      expect(proof.kills).toBeGreaterThan(0)
    },
    A_MINUTE,
  )
})
