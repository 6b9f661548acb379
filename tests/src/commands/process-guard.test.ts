import { describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TEST_SECRET } from '#tests/support/client'
import { run } from './running'

const MINUTES = 60_000

describe('an error that nothing caught', () => {
  for (const [fault, described] of [
    ['throw', { name: 'TypeError' }],
    ['reject', { name: 'Error', reason: 'ECONNRESET' }],
  ] as const)
    test(
      `is one line without the message, then the process ends with 1: ${fault}`,
      async () => {
        await using process = run(['tests/src/commands/guarded.ts', fault], {})
        expect(await process.exited).toBe(1)
        expect(process.log).toEqual([
          { at: expect.any(String), level: 'error', code: 'fatal', ...described, stack: expect.any(String) },
        ])
        const line = JSON.stringify(process.log[0])
        expect(line).toContain('guarded.ts')
        expect(line).not.toContain('a value that was sent')
      },
      MINUTES,
    )

  test(
    'ends the service with 1, after the stores are closed',
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'vestim-fatal-'))
      await using service = run(['tests/src/commands/failing-service.ts', dataDir, TEST_SECRET], {})
      await service.logged('service_started')
      service.signal('SIGUSR2')
      expect(await service.exited).toBe(1)
      expect(service.log.filter(({ code }) => code !== 'event_loop_blocked').slice(-3)).toMatchObject([
        { code: 'fatal', name: 'RangeError' },
        { code: 'service_stopping' },
        { code: 'service_stopped', stores: 'closed' },
      ])
      await rm(dataDir, { recursive: true })
    },
    MINUTES,
  )
})
