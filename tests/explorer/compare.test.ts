import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { BrowserContextOptions } from 'playwright-core'
import { testToken } from '#tests/support/client'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, HOSTILE_TITLES, startExplorer } from './support/catalogue'

type Page = { items: { slug: string; title: string }[] }

flows('comparing games', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of 404|ERR_INTERNET_DISCONNECTED/))

  const open = async (path: string, options: BrowserContextOptions = {}) =>
    (await visit(await service.link(path), options)).page

  test('games picked in the search are compared, what differs first, and merged if they are one', async () => {
    const page = await open('?q=moon')
    await page.getByLabel('Select Moon Rider').check()
    await page.getByLabel('Select Moon Garden').check()
    await expectAccessible(page)
    await page.click('text=Compare 2')
    await page.waitForSelector('.compared tbody tr')
    expect(new URL(page.url()).search).toBe('?a=moon-rider&b=moon-garden')
    const rows = await page.locator('.compared tbody tr').evaluateAll((all) => all.map(({ className }) => className))
    expect(rows[0]).toBe('differing')
    expect(rows).toEqual(rows.toSorted().toReversed())
    expect(await page.locator('.compared tbody tr').first().textContent()).toBe('TitleMoon RiderMoon Garden')
    expect(await page.locator('.compared tbody tr', { hasText: 'Releases' }).textContent()).toContain('PC · 1 May 2005')
    await expectAccessible(page)
    await page.click('text=Merge Moon Rider and Moon Garden')
    await page.waitForSelector('.planned >> text=2 records')
    await expectAccessible(page)
    await page.click('dialog .primary')
    await page.waitForSelector('text=Merged with Moon Garden.')
    await page.waitForSelector('.says')
    await page.click('#undo')
    await page.waitForSelector('text=Undone.')
  })

  test('a game is added and left out; an address of none costs itself only', async () => {
    const page = await open('/compare?a=zelda-ii&b=no-such-game')
    await page.waitForSelector('text=There is no game no-such-game.')
    await page.getByLabel('Add a game').fill('star ri')
    await page.getByLabel(/^Star Rider/).click()
    await page.waitForSelector('.compared >> text=Star Rider')
    expect(new URL(page.url()).search).toBe('?a=zelda-ii&b=no-such-game&c=star-rider')
    await expectAccessible(page)
    await page.getByLabel('Leave out Zelda II').click()
    await page.waitForSelector('.compared >> text=Zelda II', { state: 'detached' })
    expect(new URL(page.url()).search).toBe('?a=star-rider')
    await page.goBack()
    await page.waitForSelector('.compared >> text=Zelda II')
    await page.goto(`${service.url}/explorer/compare`)
    await page.waitForSelector('text=Choose two to four games.')
    await expectAccessible(page)
  })

  test('hostile, long, right-to-left and emoji titles stay text beside each other, on a small screen too', async () => {
    const headers = { authorization: `Bearer ${await testToken()}` }
    const found = (await (await fetch(`${service.url}/v1/games?source=players&limit=100`, { headers })).json()) as Page // safe: the schema GamePage
    const games = HOSTILE_TITLES.slice(0, 4).flatMap((title) => found.items.find((one) => one.title === title) ?? [])
    const query = games.map(({ slug }, at) => `${'abcd'[at]}=${encodeURIComponent(slug)}`).join('&')
    const page = await open(`/compare?${query}`, { viewport: { width: 320, height: 700 } })
    await page.waitForSelector('.compared tbody tr')
    const heads = await page.locator('.compared thead a:not(.leave)').allTextContents()
    expect(heads).toEqual([...HOSTILE_TITLES.slice(0, 4)])
    expect(await page.locator('img').count()).toBe(0)
    await expectNoSidewaysScroll(page)
    await page.locator('.chips button').first().click()
    await page.waitForSelector('.planned')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  test('readers compare without merging; it fits a small screen, in French and dark, and says when nothing answers', async () => {
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const { page } = await visit(await service.link('/compare?a=zelda-ii&b=star-rider', 'read'), small)
    await page.waitForSelector('.compared tbody tr')
    expect(await page.locator('text=Fusionner').count()).toBe(0)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    const text = String(await page.textContent('main'))
    for (const english of ['Compare', 'Add', 'facts', 'Title', 'Genres:', 'Players'])
      expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
    await page.context().setOffline(true)
    await page.getByLabel('Retirer Zelda II').click()
    await page.waitForSelector('text=Le service ne répond pas.')
    await page.context().setOffline(false)
    await page.click('text=Réessayer')
    await page.waitForSelector('.note.bad', { state: 'detached' })
  })
})
