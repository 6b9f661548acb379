import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { insertGames } from '#tests/support/games'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

/** Script of the page that adds up its layout shifts that no input explains. */
const SHIFTS = `globalThis.shifted = 0
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) shifted += value
}).observe({ type: 'layout-shift', buffered: true })`

flows('the search', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    await insertGames(
      service.stores.db,
      Array.from({ length: 3000 }, (_, at) => ({ title: `Filler ${at}`, year: 1990, popularity: 3000 - at })),
    )
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  const PROVOKED = /ERR_INTERNET_DISCONNECTED|status of (404|422|503)/
  afterEach(() => closeVisits(PROVOKED))

  const open = async (path = '', options = {}) => {
    const { page } = await visit(await service.link(path), options)
    await page.waitForSelector('.window-list li, .empty')
    return page
  }
  const focused = 'document.activeElement?.textContent ?? ""'

  test('/ finds the box, arrows walk, Enter opens, Escape comes back to the same row', async () => {
    const page = await open()
    await page.keyboard.press('/')
    await page.keyboard.type('garden', { delay: 20 })
    await page.waitForSelector('mark')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const row = String(await page.evaluate(focused))
    expect(row).toContain('Garden')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.says')
    await page.keyboard.press('Escape')
    await page.waitForSelector('mark')
    expect(page.url()).toBe(`${service.url}/explorer?q=garden`)
    expect(String(await page.evaluate(focused))).toBe(row)
  })

  test('a facet counts any, all or none, in the address, and Back takes it off', async () => {
    const page = await open('?q=star')
    const platform = page.locator('.facet').first()
    await platform.getByLabel('PC', { exact: true }).check()
    await page.waitForURL('**/explorer?q=star&platform=pc')
    await platform.locator('select').selectOption('none')
    await page.waitForURL('**/explorer?q=star&platformNot=pc')
    expect(await platform.locator('.facet-line').count()).toBeGreaterThan(1)
    await platform.getByText('Wii', { exact: true }).click({ modifiers: ['Shift'] })
    await page.waitForURL('**/explorer?q=star&platformAll=wii&platformNot=pc')
    await expectAccessible(page)
    const same = await page.context().newPage()
    await same.goto(page.url())
    await same.waitForSelector('.window-list li')
    expect(await same.locator('.list-count').textContent()).toContain('3 games')
    await page.goBack()
    await page.waitForURL('**/explorer?q=star&platformNot=pc')
    await page.goForward()
    await page.waitForURL('**/explorer?q=star&platformAll=wii&platformNot=pc')
  })

  test('a bad value in the address costs itself only', async () => {
    const page = await open('?q=star&yearFrom=no&yearTo=2001&scoreMin=900&sort=worst&platform=,,%01&why=yes&x=1')
    expect(await page.locator('.list-count').textContent()).toContain('4 games')
    expect(await page.locator('.boxes input').first().inputValue()).toBe('')
  })

  test('a word that nobody knows is left out of the address and named; its neighbours, aliases among them, stay', async () => {
    const unknown = 'platform=nope,PlayStation 3,wii&genreNot=nope&company=nobody&source=nobody'
    const page = await open(`?q=star&${unknown}&platformAll=no,pc&platformNot=pc`)
    await page.waitForURL((url) => url.search === '?q=star&platform=PlayStation+3,wii&platformAll=pc')
    const said =
      'platforms: nope – all of the platforms: no – none of the genres: nope – companies: nobody – sources: nobody'
    await page.waitForSelector(`.notice >> text=Unknown to the catalogue, so left out: ${said}.`)
    expect(await page.locator('.note.bad').count()).toBe(0)
  })

  test('a range that ends before it begins is turned round, in the address and in its boxes', async () => {
    const page = await open('?yearFrom=2005&yearTo=2001&scoreMin=90&scoreMax=10')
    await page.waitForSelector('.window-list li')
    expect(await page.locator('.note.bad').count()).toBe(0)
    const years = page.getByRole('group', { name: 'Year', exact: true })
    expect(await years.getByLabel('from').inputValue()).toBe('2001')
    await years.getByLabel('from').fill('2009')
    await page.keyboard.press('Enter')
    await page.waitForURL(/yearFrom=2005&yearTo=2009&scoreMin=10&scoreMax=90/)
  })

  test('an unknown address below the explorer says so, also to who has not signed in, and leads to the search', async () => {
    const { page } = await visit(`${service.url}/explorer/nowhere`)
    await page.waitForSelector('h1 >> text=There is no page at this address')
    await expectAccessible(page)
    await page.goto(await service.link('/games/a/b'))
    await page.waitForSelector('h1 >> text=There is no page at this address')
    await page.click('text=To the search')
    await page.waitForSelector('.window-list li')
  })

  test('dragging over the years narrows them, and so do the boxes', async () => {
    const page = await open('?platform=wii')
    await page.waitForSelector('.years rect[height]:not([height="0"])')
    const box = await page.locator('.years svg').boundingBox()
    if (!box) throw new Error('the years are not drawn')
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 30, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/yearFrom=200\d&yearTo=200\d/)
    await page.getByRole('group', { name: 'Year', exact: true }).getByLabel('from').fill('2005')
    await page.keyboard.press('Enter')
    await page.waitForURL(/yearFrom=2005/)
  })

  test('nothing found says which filter hides most', async () => {
    const page = await open('?q=garden&platform=nes&yearFrom=2005')
    await page.waitForSelector('.empty .chips a')
    await expectAccessible(page)
    await page.locator('.empty .chips a').first().click()
    await page.waitForSelector('.window-list li')
    expect(page.url()).toBe(`${service.url}/explorer?q=garden&yearFrom=2005`)
    await page.fill('#q', 'qqqxyzzy')
    await page.waitForSelector('.empty')
  })

  test('offline and a busy service are told in words, and tried again', async () => {
    const { page, context } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    await context.setOffline(true)
    await page.fill('#q', 'star')
    await page.waitForSelector('text=The service does not answer.')
    await context.setOffline(false)
    await page.click('text=Try again')
    await page.waitForSelector('mark')
    const problem = { code: 'matching', status: 503, detail: 'Games are being matched.', requestId: 'busy-request' }
    const busy = { status: 503, headers: { 'retry-after': '4', 'content-type': 'application/problem+json' } }
    await page.route(/q=moon/, (route) => route.fulfill({ ...busy, body: JSON.stringify(problem) }), { times: 1 })
    await page.fill('#q', 'moon')
    await page.waitForSelector('text=/Trying again in [34] s/')
    await page.waitForSelector('text=busy-request')
    await expectAccessible(page)
    await page.waitForSelector('mark >> text=Moon')
  })

  test('of 3,000 rows few are in the page, and Back finds the place', async () => {
    const page = await open()
    for (let at = 0; at < 12; at++) {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)')
      await page.waitForTimeout(150)
    }
    const deep = Number(await page.evaluate('scrollY'))
    expect(deep).toBeGreaterThan(5000)
    expect(await page.locator('.window-list li').count()).toBeLessThanOrEqual(60)
    const title = await page.locator('.window-list a').nth(12).locator('strong').textContent()
    await page.locator('.window-list a').nth(12).click()
    await page.waitForSelector('h1')
    await page.goBack()
    await page.waitForSelector(`.window-list a:focus >> text=${title}`)
    expect(Math.abs(Number(await page.evaluate('scrollY')) - deep)).toBeLessThan(400)
  }, 30_000)

  test('nothing jumps while somebody types, opens a game and comes back', async () => {
    const { page, context } = await visit(await service.link())
    await page.waitForSelector('.window-list li')
    await context.addInitScript(SHIFTS)
    await page.reload()
    await page.waitForSelector('.window-list li')
    for (const words of ['star', 'zelda', 'garden', '']) {
      await page.fill('#q', words)
      await page.waitForTimeout(900)
    }
    await page.locator('.window-list a').first().click()
    await page.waitForSelector('.says')
    await page.waitForTimeout(900)
    await page.goBack()
    await page.waitForSelector('.window-list li')
    expect(Number(await page.evaluate('shifted'))).toBeLessThanOrEqual(0.05)
  }, 30_000)

  test('a slow answer never overtakes a later one', async () => {
    const page = await open()
    await page.route(/search\?q=star(?:&|$)/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      await route.continue().catch(() => {})
    })
    await page.fill('#q', 'star')
    await page.waitForTimeout(120)
    await page.fill('#q', 'zelda')
    await page.waitForSelector('mark')
    await page.waitForTimeout(1200)
    expect(await page.locator('.list-count').textContent()).toContain('zelda')
    expect(await page.locator('.window-list').textContent()).not.toContain('Star ')
  })

  test('every size shows it whole: 320 pixels, 200 %, dark, forced colours, less motion', async () => {
    for (const [width, forcedColors] of [
      [320, 'none'],
      [680, 'active'],
      [2200, 'none'],
    ] as const) {
      const page = await open('?q=star', { viewport: { width, height: 700 }, forcedColors, reducedMotion: 'reduce' })
      await expectNoSidewaysScroll(page)
      if (width === 320) await page.click('.narrow')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  }, 30_000)

  test('in French no English is left', async () => {
    const page = await open('?q=star', { locale: 'fr-FR' })
    expect(await page.getAttribute('html', 'lang')).toBe('fr')
    const text = String(await page.textContent('#app'))
    for (const english of ['Search', 'Filters', 'games', 'Year', 'Platform', 'more', 'Take it', 'Why', 'Sign out'])
      expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
    await page.keyboard.press('?')
    const keys = await page.locator('dialog kbd').allTextContents()
    expect(keys).toEqual(expect.arrayContaining(['Échap', 'Entrée']))
    expect(keys.filter((key) => key === 'Escape' || key === 'Enter')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByLabel('English').click()
    await page.waitForSelector('text=Why this order')
  })

  test('shortcuts are listed by ? and can be switched off', async () => {
    const page = await open()
    await page.keyboard.press('?')
    await page.waitForSelector('dialog[open]')
    await expectAccessible(page)
    await page.getByLabel('Shortcuts of one key').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement?.id')).not.toBe('q')
  })
})
