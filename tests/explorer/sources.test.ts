import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('sources and licences', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    await service.stores.db.execute(sql`update source set redistributable = false, commercial = false,
      licence = 'unstated', attribution = 'The players', attribution_url = 'https://example.org/' where slug <> 'critics'`)
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/ERR_INTERNET_DISCONNECTED/))

  const open = async (path = '', options = {}) => {
    const { page } = await visit(await service.link(`/sources${path}`), options)
    await page.waitForSelector('.source, .publish + .note')
    return page
  }

  test('every source has its trust, licence in words, and games', async () => {
    const page = await open()
    expect(await page.locator('.source h3').allTextContents()).toEqual(['critics', 'players', 'sales'])
    const players = page.locator('.source').nth(1)
    expect(await players.textContent()).toContain('may not be passed on')
    expect(await players.getByRole('link', { name: 'The players' }).getAttribute('rel')).toBe('noreferrer')
    await expectAccessible(page)
    await players.getByRole('link').first().click()
    await page.waitForURL('**/explorer?source=players')
    await page.waitForSelector('text=6 games')
  })

  test('every source has the share of fields that it won, its last success and its last error', async () => {
    await service.stores.db.execute(sql`insert into ingest_run (source_id, dataset, fingerprint, status, error)
      select id, 'broken', 'x', 'reading', 'The file cannot be read.' from source where slug = 'sales'`)
    const page = await open()
    const sales = page.locator('.source').nth(2)
    expect(await sales.textContent()).toMatch(/Fields won\d+%\d+ of \d+ that it states/)
    expect(await sales.textContent()).toContain('The file cannot be read.')
    expect(await sales.locator('time').count()).toBe(2)
    expect(await page.locator('.source').first().textContent()).toContain('in order')
    await expectAccessible(page)
    const { page: reader } = await visit(await service.link('/sources', 'read'))
    await reader.waitForSelector('.source')
    expect(await reader.locator('main').textContent()).not.toContain('The file cannot be read.')
  })

  test('what may be published is in the address, and opens its games', async () => {
    const page = await open()
    await page.getByRole('checkbox').check()
    await page.waitForURL('**/sources?publish=1')
    expect(await page.locator('.source h3').allTextContents()).toEqual(['critics'])
    await page.waitForSelector('text=3 of 108 games')
    await expectAccessible(page)
    await page.click('text=See these games')
    await page.waitForURL('**/explorer?redistributable=true')
    await page.waitForSelector('text=3 games')
    await page.goBack()
    await page.waitForSelector('text=3 of 108 games')
  })

  test('nothing that may be published is said, and a wrong value costs itself', async () => {
    const { page } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    await page.route('**/v1/sources', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replaceAll('"redistributable":true', '"redistributable":false')
      await route.fulfill({ response: answer, body })
    })
    await page.click('nav >> text=Sources')
    await page.getByRole('checkbox').check()
    await page.waitForSelector('text=No source allows its values to be passed on.')
    await expectAccessible(page)
    await page.goto(`${service.url}/explorer/sources?publish=perhaps`)
    await page.waitForSelector('.source')
  })

  test('offline is told, and tried again', async () => {
    const { page, context } = await visit(await service.link('/sources'))
    await page.waitForSelector('.source')
    await page.click('nav >> text=Search')
    await context.setOffline(true)
    await page.click('nav >> text=Sources')
    await page.waitForSelector('text=The service does not answer.')
    await expectAccessible(page)
    await context.setOffline(false)
    await page.click('text=Try again')
    await page.waitForSelector('.source')
  })

  test('fits a small screen, in French', async () => {
    const page = await open('', { locale: 'fr-FR', viewport: { width: 320, height: 640 } })
    await page.waitForSelector('h1 >> text=Sources et licences')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expect(await page.locator('main').textContent()).not.toMatch(/\b(Licence:|Games|Trust|passed on|never)\b/)
  })
})
