import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proveHostile } from '#tests/prove/hostile'
import { proveScale } from '#tests/prove/scale'

const SERVER = process.env.TEST_DATABASE_URL
const MINUTES = 5 * 60_000
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-proofs-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the long proofs in short', () => {
  test.skipIf(!SERVER)(
    'a CSV and a JSON array load whole, under 400 MB (needs TEST_DATABASE_URL)',
    async () => {
      const proof = { server: SERVER ?? '', folder, csvBytes: 10e6, jsonBytes: 5e6, seed: 5, say: () => {} }
      const results = await proveScale(proof)
      expect(results.map(({ whole }) => whole.accepted)).toEqual([500, 250])
      for (const { whole } of results) expect(whole.peakMegabytes).toBeLessThan(400)
    },
    MINUTES,
  )

  test.skipIf(!SERVER)(
    'long lines and bombs end in a reason, with the good rows in (needs TEST_DATABASE_URL)',
    async () => {
      const proof = { server: SERVER ?? '', folder, lineMegabytes: 3, bombMegabytes: 100 }
      for (const { what, holds, loaded } of await proveHostile(proof))
        expect([what, holds, holds ? '' : loaded.said]).toEqual([what, true, ''])
    },
    MINUTES,
  )
})

describe('bun run prove', () => {
  test.each([[[]], [['nonsense']]])('with %j lists the proofs and ends with exit code 2', async (words) => {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, '..', 'prove', 'index.ts'), ...words], {
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'pipe',
    })
    const said = await new Response(child.stderr).text()
    expect(await child.exited).toBe(2)
    for (const name of ['kill', 'scale', 'hostile', 'faults', 'storm', 'soak', 'fuzz'])
      expect(said).toMatch(new RegExp(`^  ${name} `, 'm'))
  })
})
