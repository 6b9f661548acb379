import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import type { HostileMode } from '#tests/support/hostile-responses'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const SLOW = 60_000
const SERVICE = join(import.meta.dir, '..', '..', '..', 'src', 'index.ts')
const SERVER = process.env.TEST_DATABASE_URL

/** Faults of each sort, with the exit code of a command that meets them: 78 means wrong configuration. */
const FAULTS: [HostileMode, number][] = [
  ['refused', 1],
  ['garbage', 1],
  ['hung-body', 1],
  ['drip', 1],
  ['redirect', 1],
  ['unauthorized', 78],
  ['html', 1],
  ['object', 1],
  ['huge', 1],
]

describe.skipIf(!SERVER)('commands on a hostile Elasticsearch', () => {
  let stores: TestStores

  beforeAll(async () => {
    stores = await createTestStores()
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  const environment = (url: string) => ({
    DATABASE_URL: stores.databaseUrl ?? '',
    ELASTICSEARCH_URL: url,
    JWT_SECRET: 'x'.repeat(32),
  })

  test.each(FAULTS)(
    'end with one sentence: %s',
    async (mode, code) => {
      await using hostile = await startHostileElasticsearch()
      await hostile.become(mode)
      const commands = [['index'], ['verify', '--repair']]
      const runs = await Promise.all(commands.map((args) => runSeed(args, environment(hostile.url))))
      for (const { exit, err } of runs) {
        expect([exit, err]).toEqual([
          code,
          expect.stringMatching(/(^|\n)Elasticsearch |(^|\n)The Elasticsearch client failed/),
        ])
        expect(err).not.toContain('    at ')
      }
    },
    SLOW,
  )

  test.each(['hung-head', 'hung-body', 'drip'] as const)(
    'end soon after SIGTERM: %s',
    async (mode) => {
      await using hostile = await startHostileElasticsearch()
      await hostile.become(mode)
      const { PATH, HOME } = process.env
      const children = [
        spawnSeed(['index'], environment(hostile.url)),
        spawnSeed(['verify'], environment(hostile.url)),
        Bun.spawn([process.execPath, SERVICE, 'relay'], {
          env: { PATH, HOME, ...environment(hostile.url) },
          stderr: 'ignore',
        }),
      ]
      while (hostile.requests() < children.length) await Bun.sleep(20)
      const began = performance.now()
      for (const child of children) child.kill('SIGTERM')
      expect(await Promise.all(children.map(({ exited }) => exited))).toEqual([130, 130, 0])
      // A call that hangs is given up after 5 s: they have not waited for it.
      expect(performance.now() - began).toBeLessThan(4_500)
    },
    SLOW,
  )
})
