import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type BulkPool, createBulkPool } from '#db/postgres/bulk'
import { deadlinesOf } from '#db/postgres/deadlines'
import { failureCodeOf, timed } from './broken-service'
import { type OwnPostgres, postgresPrograms, startOwnPostgres } from './own-postgres'

const programs = postgresPrograms()
const SHORT = { ...deadlinesOf('load'), connectMs: 1_000, answerMs: 1_000 }

describe.skipIf(!programs)('a frozen Postgres (needs .ci/services)', () => {
  let server: OwnPostgres
  let pool: BulkPool

  beforeAll(async () => {
    server = await startOwnPostgres(programs ?? '')
  })
  beforeEach(async () => {
    pool = createBulkPool(server.url, SHORT)
    await pool.run(async (tx) => {
      await tx.query('drop table if exists copied', [])
      await tx.query('create table copied (line text)', [])
    })
  })
  afterEach(async () => {
    server.thaw()
    await pool.end()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const lines = Array.from({ length: 200 }, () => `${'x'.repeat(20_000)}\n`)
  const copied = () => pool.run((tx) => tx.query('select count(*)::int as lines from copied', []))

  test.each([
    ['before it begins', () => server.freeze(), async () => {}],
    ['before it copies', async () => {}, async () => server.freeze()],
  ])(
    'fails a COPY by its deadline, %s, and nothing of it is stored',
    async (_, before, within) => {
      await before()
      const { error, ms } = await timed(() =>
        pool.run(async (tx) => {
          await within()
          await tx.copyIn('copied', ['line'], lines)
        }),
      )
      expect(failureCodeOf(error)).toBe('store_unreachable')
      expect(ms).toBeLessThan(4_000)
      server.thaw()
      expect(await copied()).toEqual([{ lines: 0 }])
    },
    30_000,
  )

  test('fails a COPY that waits for its commit', async () => {
    const { error, ms } = await timed(() =>
      pool.run(async (tx) => {
        await tx.copyIn('copied', ['line'], ['x\n'])
        server.freeze()
      }),
    )
    expect(failureCodeOf(error)).toBe('store_unreachable')
    expect(ms).toBeLessThan(4_000)
  }, 30_000)

  test('does not keep a process alive that has closed its stores', async () => {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, 'closing-process.ts'), server.url], {
      stdin: 'pipe',
      stdout: 'pipe',
      timeout: 20_000,
    })
    const output = child.stdout.getReader()
    await output.read()
    server.freeze()
    child.stdin.write('go\n')
    child.stdin.end()
    const { value } = await output.read()
    const { ms } = await timed(() => child.exited)
    expect(new TextDecoder().decode(value)).toBe('4 refused\n')
    expect(child.exitCode).toBe(0)
    expect(ms).toBeLessThan(2_000)
  }, 60_000)
})
