import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { createTestClient } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'
import { layoutFaults } from './support/layout'

const SMALL = { viewport: { width: 320, height: 568 } }
/** Most pixels of the head of the page: a quarter of the screen. */
const MOST_HEAD = 142

/** A page, and what is there once it is drawn. */
const PAGES = [
  ['?q=star', '[data-row]'],
  ['?platform=wii&view=table', 'tbody tr'],
  ['?view=tiles', '.game-tile'],
  ['?q=qqqqqq', '.empty'],
  ['/games/euro-truck-simulator-2', '.says .won'],
  ['/compare?a=moon-rider&b=star-rider', 'table td'],
  ['/review', '[data-review]'],
  ['/quality', '.share'],
  ['/sources', '.source'],
  ['/insights', '.disagreements svg'],
  ['/decisions', '.decision'],
  ['/account', 'main h1'],
] as const

flows('a small screen', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    await loadDoubts(service.stores, 3)
    const { v1 } = await createTestClient(service.stores, { scope: 'curate' })
    const reason = 'The box of the edition that was sold in Europe says so, and so does the manual of the other one.'
    await v1
      .games({ slug: 'zelda-ii' })
      .overrides({ field: 'title' })
      .put({ value: 'Zelda II: The Adventure of Link', reason })
    const { data } = await v1.games({ slug: 'iron-rider' }).merge.post({ with: 'iron-garden', reason })
    await v1.decisions({ id: data?.id ?? '' }).undo.post()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  // The account of a link is that of the command line, which has no page of its own.
  afterEach(() => closeVisits(/status of 404/))

  const open = async (path: string, there: string, locale = 'en-GB') => {
    const { page } = await visit(await service.link(path), { ...SMALL, locale })
    await page.waitForSelector(there)
    await page.waitForLoadState('networkidle')
    return page
  }
  const headFaults = async (page: Page): Promise<string[]> => {
    const { height = 0 } = (await page.locator('.head').boundingBox()) ?? {}
    const tab = page.locator('.tabs [aria-current]')
    const { x = 0, width = 0 } = (await tab.count()) > 0 ? ((await tab.boundingBox()) ?? {}) : {}
    return [
      ...(height <= MOST_HEAD ? [] : [`a head of ${height} pixels`]),
      ...(x >= 0 && x + width <= SMALL.viewport.width ? [] : ['the page is not among those that the head shows']),
    ]
  }

  test.each(['en-GB', 'fr-FR'])(
    'shows every page without one thing over another, %s',
    async (locale) => {
      const faults: string[][] = []
      for (const [path, there] of PAGES) {
        const page = await open(path, there, locale)
        const found = [...(await layoutFaults(page)), ...(await headFaults(page))]
        if (found.length > 0) faults.push([path, ...found])
        await page.context().close()
      }
      expect(faults).toEqual([])
    },
    60_000,
  )

  test.each(['en-GB', 'fr-FR'])(
    'has room for the filters, the selection, the views, the help and the sign-in, %s',
    async (locale) => {
      const page = await open('?q=star&platform=pc&yearFrom=2000', '[data-row]', locale)
      const faults: string[][] = []
      const look = async (state: string) => {
        const found = await layoutFaults(page)
        if (found.length > 0) faults.push([state, ...found])
      }
      await page.locator('.list-bar [aria-controls=filters]').click()
      await page.locator('#filters.open').waitFor()
      await look('filters')
      await page.locator('.list-bar [aria-controls=filters]').click()
      await page.locator('.select').nth(0).click()
      await page.locator('.select').nth(1).click()
      await page.waitForSelector('.selection a')
      await look('selection')
      expect((await page.locator('.selection').boundingBox())?.height).toBeLessThan(160)
      await page.locator('.list-bar .menu summary').nth(0).click()
      await page.waitForSelector('.saved-views input')
      expect((await page.locator('.saved-views input').boundingBox())?.width).toBeGreaterThan(140)
      await page.locator('.saved-views button[type=submit]').click()
      await page.locator('.saved-views li').waitFor()
      await page.locator('.notice .quiet').click()
      await look('views')
      await page.locator('.list-bar .menu summary').nth(1).click()
      await page.waitForSelector('.menu[open] button')
      await look('take it along')
      await page.keyboard.press('Escape')
      await page.locator('.tools button').nth(2).click()
      await page.waitForSelector('dialog[open]')
      await look('help')
      await page.keyboard.press('Escape')
      await page.locator('.tools button').last().click()
      await page.waitForSelector('.sign-in')
      await look('sign-in')
      expect(faults).toEqual([])
    },
    30_000,
  )
})
