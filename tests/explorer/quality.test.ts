import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { load, memorySource } from '#tests/support/memory-source'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

flows('quality and runs', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    const mixed = [
      [{ key: 'a', title: 'Alpha' }, { key: 'a', title: 'Alpha' }, '<img src=x onerror=alert(1)>', 'broken line'],
      [
        { key: 'b', title: '' },
        { key: 'c', title: 'Gamma' },
      ],
    ]
    await load(service.stores, memorySource('mixed', mixed))
    await service.stores.db.execute(
      sql`update ingest_run set unknown_words = '{"genres": {"unheard-of": 2}}' where dataset = 'mixed'`,
    )
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/ERR_INTERNET_DISCONNECTED|status of 503/))

  const open = async (path = '', options = {}, scope = 'curate,export,self') => {
    const { page } = await visit(await service.link(`/quality${path}`, scope), options)
    await page.waitForSelector('.share')
    return page
  }

  test('a run is a bar that adds up', async () => {
    const page = await open()
    const run = page.locator('.run', { hasText: 'mixed' }).first()
    const said = String(await run.locator('.sum-figures').textContent())
    const [read = 0, ...parts] = [...said.matchAll(/(\d+) (?:read|accepted|unchanged|duplicate|refused)/g)].map(
      ([, figure]) => Number(figure),
    )
    expect(read).toBe(6)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(read)
    await expectAccessible(page)
  })

  test('a refused record shows as it was received, with the command that replays it, in the address', async () => {
    const page = await open()
    await page.click('td a >> text=invalid_json')
    await page.waitForURL('**/quality?source=mixed&reason=invalid_json')
    await page.waitForSelector('text=bun run seed quarantine mixed --replay')
    await page.locator('.refused li a').last().click()
    await page.waitForURL(/record=\d+/)
    expect(await page.locator('.raw pre').textContent()).toBe('<img src=x onerror=alert(1)>')
    await expectAccessible(page)
    const same = await page.context().newPage()
    await same.goto(page.url())
    expect(await same.locator('.raw pre').textContent()).toBe('<img src=x onerror=alert(1)>')
    await page.goBack()
    await page.goBack()
    await page.waitForSelector('.refused', { state: 'detached' })
  })

  const openWord = async (page: Page) => {
    await page.locator('tr', { hasText: 'unheard-of' }).getByRole('link').click()
    await page.waitForURL('**/quality?word=unheard-of')
    await page.getByLabel('Search for what it means').fill('raci')
    await page.getByLabel('Racing').check()
  }

  test('an unknown word is named in its place, by keyboard, and that is taken back', async () => {
    const page = await open()
    await openWord(page)
    await page.waitForSelector("text=--kind genre --map 'unheard-of=racing'")
    await page.getByLabel('Why').fill('They race.')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice >> text=means Racing')
    expect(await page.locator('tr', { hasText: 'unheard-of' }).count()).toBe(0)
    const other = await page.context().newPage()
    await other.goto(`${service.url}/explorer/decisions?kind=word`)
    await other.waitForSelector('.decision >> text=“unheard-of” means racing')
    await other.waitForSelector('q >> text=They race.')
    await expectAccessible(other)
    await page.click('#undo')
    await page.locator('tr', { hasText: 'unheard-of' }).waitFor()
  })

  test('a word whose meaning is refused comes back, with the reason', async () => {
    const page = await open()
    await openWord(page)
    await page.context().setOffline(true)
    await page.click('text=Give it this meaning')
    await page.waitForSelector('[role=alert] >> text=The service does not answer.')
    await page.locator('tr', { hasText: 'unheard-of' }).waitFor()
    await page.context().setOffline(false)
  })

  test('without the right to curate a word has the command only', async () => {
    const page = await open('?word=unheard-of', {}, 'read')
    await page.getByLabel('Racing').check()
    await page.waitForSelector("text=--kind genre --map 'unheard-of=racing'")
    expect(await page.locator('text=Give it this meaning').count()).toBe(0)
    await expectAccessible(page)
  })

  test('a running load shows its progress, and joins the runs when it has ended', async () => {
    const page = await open()
    await page.waitForSelector('text=Nothing is being loaded')
    await service.stores.db.execute(
      sql`update ingest_run set status = 'reading', records_read = 3, expected = 6, started_at = now() where dataset = 'mixed'`,
    )
    await page.waitForSelector('text=3 of about 6 records')
    await page.waitForSelector('[role=status] >> text=50%', { state: 'attached' })
    await expectAccessible(page)
    await service.stores.db.execute(
      sql`update ingest_run set status = 'done', records_read = 6 where dataset = 'mixed'`,
    )
    await page.waitForSelector('text=Nothing is being loaded')
    await page.waitForSelector('.runs >> text=6 read')
  })

  test('without the right to curate the rest is shown, and the right is named', async () => {
    const page = await open('', {}, 'read')
    await page.waitForSelector('text=This needs a session with the scope curate.')
    expect(await page.locator('.runs').count()).toBe(0)
    await expectAccessible(page)
  })

  test('offline is told in words', async () => {
    const { page, context } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    await page.click('nav >> text=Quality')
    await page.waitForSelector('.share')
    await page.click('nav >> text=Search')
    await context.setOffline(true)
    await page.click('nav >> text=Quality')
    await page.waitForSelector('text=The service does not answer.')
    await context.setOffline(false)
    await page.locator('text=Try again').first().click()
    await page.waitForSelector('.share')
  })

  test('fits a small screen, in French', async () => {
    const page = await open('', { locale: 'fr-FR', viewport: { width: 320, height: 640 } })
    await page.waitForSelector('h1 >> text=Qualité')
    await page.waitForSelector('.runs .run')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    const said = await page.locator('main').textContent()
    expect(said).not.toMatch(/\b(Runs|Refused|Reason|accepted|Completeness|Why)\b/)
  })
})
