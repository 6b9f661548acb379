import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { postgresPrograms, startOwnPostgres } from './own-postgres'

const programs = postgresPrograms()

describe('a fast restart of Postgres', () => {
  test.skipIf(!programs)(
    'inside transactions rejects their queries, and the process and its pool live on (needs .ci/services)',
    async () => {
      await using server = await startOwnPostgres(programs ?? '')
      const { exit, said, complained } = await watch(server.url, server.restart)
      expect({ exit, complained }).toEqual({ exit: 0, complained: '' })
      const { refusals, answer } = JSON.parse(said)
      expect(refusals).toHaveLength(3)
      for (const code of refusals) expect(code).toMatch(/^(57P01|CONNECTION_CLOSED|ECONNRESET)$/)
      expect(answer).toBe(1)
    },
    60_000,
  )
})

/** Runs three transactions in a separate process, restarts the server once all are open, and returns how the process ended. */
async function watch(url: string, restart: () => Promise<void>) {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'three-transactions.ts'), url], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: 15_000, // without the patch it neither responds nor ends
  })
  const output = child.stdout.getReader()
  await output.read()
  await restart()
  const said = new TextDecoder().decode((await output.read()).value)
  return { exit: await child.exited, said, complained: await new Response(child.stderr).text() }
}
