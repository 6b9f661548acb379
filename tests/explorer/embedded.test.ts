import { afterEach, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signLinkCode } from '#src/http/token'
import { TEST_SECRET } from '#tests/support/client'
import { startService } from '#tests/support/service-process'
import { closeVisits, expectAccessible, flows, visit } from './support/browser'

flows('an embedded service', () => {
  afterEach(() => closeVisits())

  test('serves the explorer from its own process, also before anything is loaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vestim-explorer-'))
    {
      await using service = await startService({ DATA_DIR: folder })
      const code = await signLinkCode(TEST_SECRET, 'curate,self')
      const { page } = await visit(`${service.origin}/#code=${code}`)
      await page.waitForSelector('.empty')
      expect(page.url()).toBe(`${service.origin}/explorer`)
      await expectAccessible(page)
      await closeVisits()
    }
    await rm(folder, { recursive: true })
  }, 60_000)
})
