import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { createTestClient } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, expectAccessible, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('views as files', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    await loadDoubts(service.stores, 3)
    const { v1 } = await createTestClient(service.stores, { scope: 'curate' })
    await v1.games({ slug: 'zelda-ii' }).overrides({ field: 'title' }).put({ value: '=1+1', reason: 'A formula.' })
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits())

  async function saved(page: Page, kind: 'JSON' | 'CSV') {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: kind, exact: true }).click(),
    ])
    return { name: download.suggestedFilename(), text: (await readFile(await download.path())).toString() }
  }

  test.each([
    ['/games/euro-truck-simulator-2', 'euro-truck-simulator-2', 'field,source,value,won'],
    ['/compare?a=euro-truck-simulator-2&b=zelda-ii', 'compared', 'fact,euro-truck-simulator-2,zelda-ii'],
    ['/review', 'doubtful-matches', 'id,bits,one,oneKey,oneTitle,oneYear,other,otherKey,otherTitle,otherYear'],
    ['/quality', 'quality', 'field,any,'],
    ['/sources', 'sources', 'slug,name,trust,licence'],
    ['/decisions', 'decisions', 'id,kind,says,author,reason'],
  ])('%s is saved as JSON and CSV', async (path, name, head) => {
    const { page } = await visit(await service.link(path))
    await page.getByRole('button', { name: 'CSV', exact: true }).waitFor()
    const json = await saved(page, 'JSON')
    expect([json.name, typeof JSON.parse(json.text)]).toEqual([`${name}.json`, 'object'])
    const csv = await saved(page, 'CSV')
    expect([csv.name, csv.text.startsWith(head)]).toEqual([`${name}.csv`, true])
    expect(csv.text.split('\r\n').length).toBeGreaterThan(2)
    expect(csv.text).not.toMatch(/(^|,)[=+@]/m)
    await expectAccessible(page)
  })
})
