import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { KINDS } from '#catalogue/record'
import { rowsOf } from '#db/stores'
import { GAME_KINDS } from '#src/explorer/pages/search/game-kinds'
import { insertGames } from '#tests/support/games'
import {
  closeVisits,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeChoices,
  flows,
  visit,
} from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

test('the search knows every kind of game', () => {
  expect([...GAME_KINDS]).toEqual([...KINDS])
})

flows('tools of the search', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
    const { db } = service.stores
    const [both] = await rowsOf<{ ids: number[] }>(
      db,
      sql`select array_agg(id) as ids from platform where slug in ('wii', 'nes')`,
    )
    await insertGames(
      db,
      Array.from({ length: 300 }, (_, at) => ({
        title: `Filler ${at}`,
        year: 1990,
        popularity: 300 - at,
        ...(at === 0 && both && { platformIds: both.ids }),
      })),
    )
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of 503|ERR_INTERNET_DISCONNECTED|ERR_FAILED/))

  const open = async (path = '', options: BrowserContextOptions = {}, scope?: string) => {
    const { page } = await visit(await service.link(path, scope), options)
    await page.waitForSelector('[data-row], .empty')
    return page
  }
  const saved = async (page: Page, press: () => Promise<unknown>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()])
    return readFile(await download.path(), 'utf8')
  }

  test('a list that arrives leaves what is being typed into a range', async () => {
    const page = await open()
    const scores = page.getByRole('group', { name: 'Critics', exact: true })
    const { promise: isTyped, resolve } = Promise.withResolvers<void>()
    await page.route(/\/v1\/search\?.*scoreMin=85/, async (route) => {
      await isTyped
      await route.continue()
    })
    await scores.getByLabel('from').fill('85')
    await page.keyboard.press('Enter')
    await scores.getByLabel('to').fill('94')
    const listed = (await page.locator('.list-count').textContent()) ?? ''
    resolve()
    await page.locator('.list-count', { hasText: /game/, hasNotText: listed }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?scoreMin=85&scoreMax=94')
    expect(await scores.getByLabel('to').inputValue()).toBe('94')
    await scores.getByLabel('to').fill('80')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?scoreMin=80&scoreMax=85')
    expect(await scores.getByLabel('from').inputValue()).toBe('80')
    expect(await scores.getByLabel('to').inputValue()).toBe('85')
  })

  test('filters of the lowest score, of what may be published, of kinds and sources are in the address', async () => {
    const page = await open()
    const scores = page.getByRole('group', { name: 'Critics', exact: true })
    await scores.getByLabel('from').fill('85')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?scoreMin=85')
    await scores.getByLabel('to').fill('94')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?scoreMin=85&scoreMax=94')
    await page.waitForSelector('.list-count >> text=10 games')
    await scores.getByLabel('to').fill('')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/explorer?scoreMin=85')
    await page.getByLabel('Publish').selectOption('true')
    await page.waitForURL('**/explorer?scoreMin=85&redistributable=true')
    await expectWholeChoices(page, '#filters')
    await page.getByLabel('Publish').selectOption('')
    await page.getByLabel('Agreement').selectOption('true')
    await page.waitForURL('**/explorer?scoreMin=85&disputed=true')
    await page.getByLabel('Agreement').selectOption('')
    await page.getByLabel('Game', { exact: true }).check()
    await page.waitForURL('**/explorer?scoreMin=85&kind=game')
    await page.waitForSelector('.list-count >> text=11 games')
    await page.getByRole('group', { name: 'Said by' }).getByLabel('sales').check()
    await page.waitForURL('**/explorer?scoreMin=85&source=sales&kind=game')
    await expectAccessible(page)
    await page.click('text=Clear all filters')
    await page.waitForURL('**/explorer')
  })

  test('within a facet companies are searched, genres filtered, and a family of platforms is chosen whole', async () => {
    const page = await open()
    const facet = (name: string) => page.getByRole('group', { name, exact: true })
    await facet('Company').getByText('Search for more').click()
    await page.getByLabel('Find a company').fill('scs')
    await facet('Company').getByLabel('SCS Software').check()
    await page.waitForURL('**/explorer?company=scs-software')
    await page.getByLabel('Find a company').fill('no such one')
    await page.waitForSelector('text=None has this name.')
    await page.goBack()
    await facet('Platform').getByText('Search for more').click()
    await facet('Platform').getByLabel('Nintendo', { exact: true }).check()
    await page.waitForURL('**/explorer?platform=wii,nes')
    await expectAccessible(page)
    await expectWholeChoices(page, '#filters')
    await facet('Nintendo').getByLabel('Nintendo: how it counts').selectOption('none')
    await page.waitForURL('**/explorer?platformNot=wii,nes')
    await facet('Nintendo').getByLabel('Nintendo', { exact: true }).uncheck()
    await page.waitForURL('**/explorer')
    await page.getByLabel('Find a platform').fill('playst')
    expect(await facet('Platform').locator('.family').count()).toBe(1)
    await page.getByLabel('Platforms of PlayStation').click()
    await facet('Platform').getByLabel('PlayStation 3').check()
    await page.waitForURL('**/explorer?platform=ps3')
    await facet('Genre').getByText('Search for more').click()
    await page.getByLabel('Find a genre').fill('strat')
    await facet('Genre').getByLabel('Strategy', { exact: true }).check()
    await page.waitForURL('**/explorer?platform=ps3&genre=strategy')
    await page.waitForSelector('.empty')
    await expectAccessible(page)
  }, 30_000)

  test('the number of a family of platforms is that of its games; a chosen one is one line, after a reload too', async () => {
    const page = await open('?platform=wii,nes,ps3&yearTo=2003')
    const facet = page.getByRole('group', { name: 'Platform', exact: true })
    const chosen = facet.locator('.facet-line:has(:checked) label')
    const nintendo = facet.locator('.family', { hasText: 'Nintendo' })
    await facet.getByLabel('Nintendo', { exact: true }).waitFor()
    expect(await chosen.allTextContents()).toEqual(['Nintendo', 'PlayStation 3'])
    await facet.getByText('Search for more').click()
    const [{ games } = { games: 0 }] = await rowsOf<{ games: number }>(
      service.stores.db,
      sql`select count(*)::int as games from game where year <= 2003
        and platform_ids && (select array_agg(id) from platform where slug in ('wii', 'nes'))`,
    )
    await nintendo.locator(`output >> text="${games}"`).waitFor()
    expect(await nintendo.locator('.facet-line').count()).toBe(1)
    await page.getByText('Views', { exact: true }).click()
    expect(await page.getByLabel('Name of this view').inputValue()).toBe(
      'platforms: Nintendo, PlayStation 3, last year: 2003',
    )
    await page.keyboard.press('Escape')
    await facet.getByText('Fewer').click()
    await facet.getByLabel('Nintendo: how it counts').selectOption('none')
    await page.waitForURL('**/explorer?platform=ps3&platformNot=wii,nes&yearTo=2003')
    await facet.getByLabel('Nintendo', { exact: true }).click()
    await page.waitForURL('**/explorer?platform=ps3&yearTo=2003')
    await page.goto(`${service.url}/explorer?platform=nes`)
    await page.waitForSelector('[data-row]')
    await facet.getByText('Search for more').click()
    await nintendo.locator('.facet-line >> nth=1').waitFor()
    expect(await chosen.count()).toBe(1)
    await page.fill('#q', 'zelda')
    await page.waitForSelector('.window-list mark >> text=Zelda')
    expect(await nintendo.locator('output').first().textContent()).toBe('')
  })

  test('a view is saved in this browser, opened, renamed, deleted and brought back', async () => {
    const page = await open('?q=star&platform=wii&view=table')
    const views = page.locator('.saved-views')
    await page.getByText('Views', { exact: true }).click()
    await page.waitForSelector('text=No view is saved yet.')
    await page.waitForSelector('text=This browser keeps your views')
    expect(await page.getByLabel('Name of this view').inputValue()).toBe('star, platforms: Wii')
    await page.getByLabel('Name of this view').fill('Wii stars')
    await page.getByText('Save this view').click()
    await views.getByRole('link', { name: 'Wii stars' }).waitFor()
    await expectAccessible(page)
    await page.goto(`${service.url}/explorer`)
    await page.getByText('Views', { exact: true }).click()
    await views.getByRole('link', { name: 'Wii stars' }).click()
    await page.waitForURL('**/explorer?q=star&platform=wii&view=table')
    await page.getByLabel('Rename: Wii stars').click()
    await page.getByLabel('New name').fill('Stars')
    await page.keyboard.press('Enter')
    await page.getByLabel('Delete: Stars').click()
    await page.waitForSelector('text=No view is saved yet.')
    await page.click('#undo')
    await page.getByText('Views', { exact: true }).click()
    await views.getByRole('link', { name: 'Stars' }).waitFor()
    await page.keyboard.press('Escape')
    await page.evaluate(`localStorage.setItem('vestim-views', '[1, {"name": "bad", "address": "//elsewhere"}]')`)
    await page.reload()
    await page.getByText('Views', { exact: true }).click()
    await page.waitForSelector('text=No view is saved yet.')
    await page.keyboard.press('Escape')
    expect(await views.count()).toBe(0)
  })

  test('games are selected by keys and mouse, compared, merged, saved and copied', async () => {
    const page = await open('?q=moon')
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('x')
    await page.waitForSelector('.selection >> text=1 game selected')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.waitForSelector('.selection >> text=3 games selected')
    await expectAccessible(page)
    const titles = await page.locator('[data-row]:has(:checked) strong').allTextContents()
    const json: { title: string }[] = JSON.parse(await saved(page, () => page.getByLabel('Save as JSON').click()))
    expect(json.map(({ title }) => title)).toEqual(titles)
    await page.waitForSelector('text=3 games saved.')
    const csv = await saved(page, () => page.getByLabel('Save as CSV').click())
    expect(csv.split('\r\n').map((line) => line.split(',')[1])).toEqual(['title', ...titles, undefined] as string[])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByText('Copy links').click()
    const links = String(await page.evaluate('navigator.clipboard.readText()')).split('\n')
    expect(links).toEqual(json.map((game) => `${service.url}/explorer/games/${(game as { slug?: string }).slug}`))
    expect(await page.getByText('Compare 3').getAttribute('href')).toContain('/explorer/compare?a=')
    await page.getByText('Select all 10').click()
    await page.waitForSelector('.selection >> text=10 games selected')
    await page.waitForSelector('text=Two to four can be compared')
    await page.keyboard.press('Escape')
    expect(await page.locator('.selection').count()).toBe(0)
    await page.locator('.select').nth(1).click()
    await page
      .locator('.select')
      .nth(4)
      .click({ modifiers: ['Shift'] })
    await page.waitForSelector('.selection >> text=4 games selected')
    await page.fill('#q', 'star')
    await page.waitForSelector('.window-list mark >> text=Star')
    await page.waitForSelector('.selection >> text=4 games selected')
    await page.getByText('Merge…').click()
    await page.waitForSelector('#one-game')
    expect(await page.evaluate('document.activeElement?.id')).toBe('one-game')
  }, 30_000)

  test('all games found are selected, also those that the list has not loaded, up to 500', async () => {
    const page = await open('?yearTo=1990')
    expect(await page.locator('[aria-setsize="-1"]').count()).toBeGreaterThan(0)
    await page.locator('.select').nth(2).click()
    await page.getByText('Select all 302').click()
    await page.waitForSelector('.selection >> text=302 games selected')
    expect(await page.getByText('Select all').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.route(/\/v1\/search\?.*cursor/, (route) => route.abort())
    await page.goto(`${service.url}/explorer?yearTo=1990&view=table`)
    await page.locator('.select').nth(0).click()
    await page.getByText('Select all 302').click()
    await page.waitForSelector('text=The service does not answer.')
    await page.waitForSelector('.selection >> text=1 game selected')
    await page.unroute(/\/v1\/search\?.*cursor/)
    await page.getByText('Select all 302').click()
    await page.waitForSelector('.selection >> text=302 games selected')
    await page.goto(`${service.url}/explorer?view=tiles`)
    await page.route(/\/v1\/search/, async (route) => {
      const answer = await route.fetch()
      const total = { value: 5_690, exact: true }
      await route.fulfill({ json: { ...(await answer.json()), total } })
    })
    await page.fill('#q', 'filler')
    await page.waitForSelector('.list-count >> text=5,690 games')
    await page.locator('.select').nth(0).click()
    await page.waitForSelector('text=Select the first 500 of 5,690')
  }, 30_000)

  test('readers are not offered to merge; a file that cannot be made says why', async () => {
    const page = await open('?q=moon', {}, 'read')
    await page.locator('.select').nth(0).click()
    await page.locator('.select').nth(1).click()
    await page.waitForSelector('text=Compare 2')
    expect(await page.getByText('Merge…').count()).toBe(0)
    await page.context().setOffline(true)
    await page.getByLabel('Save as CSV').click()
    await page.waitForSelector('.selection >> text=The service does not answer.')
    await expectAccessible(page)
  })

  test('the list is a table or tiles, in the address, with few rows in the page', async () => {
    const page = await open('?view=cards')
    for (const [name, view, cell, rows] of [
      ['Table', 'table', 'tbody tr', '409'],
      ['Tiles', 'tiles', '.game-tile', '408'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.waitForURL(`**/explorer?view=${view}`)
      await page.waitForSelector(cell)
      await expectAccessible(page)
      for (let at = 0; at < 8; at++) {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)')
        await page.waitForTimeout(150)
        expect(await page.locator('[data-row]').count()).toBeLessThanOrEqual(60)
      }
      await page.waitForSelector('text=That is all 408.')
      const last = page.locator('[data-row]').last()
      expect(await last.getAttribute(view === 'table' ? 'aria-rowindex' : 'aria-posinset')).toBe(rows)
      await last.locator('a').focus()
      await page.evaluate('scrollTo(0, 0)')
    }
    await page.locator('[aria-posinset="1"] a').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate('document.activeElement?.id')).toBe('q')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.getByRole('button', { name: 'Critics', exact: true }).click()
    await page.waitForURL('**/explorer?sort=-score&view=table')
    await page.waitForSelector('th[aria-sort=descending] >> text=Critics')
    await page.waitForSelector('tbody tr:first-child >> text=The Legend of Zelda')
    await page.getByRole('button', { name: 'List', exact: true }).click()
    await page.waitForURL('**/explorer?sort=-score')
  }, 30_000)

  test('the row with the focus is never under the head of the page or of the table', async () => {
    const page = await open('?view=table')
    await page.waitForSelector('tbody tr')
    await page.locator('[data-row] a').nth(4).focus()
    for (let at = 0; at < 40; at++) await page.keyboard.press('ArrowDown')
    for (let at = 0; at < 25; at++) await page.keyboard.press('ArrowUp')
    const gap = await page.evaluate(`document.activeElement.getBoundingClientRect().top -
      document.querySelector('thead th').getBoundingClientRect().bottom`)
    expect(Number(gap)).toBeGreaterThanOrEqual(0)
    const headGap = await page.evaluate(`document.querySelector('thead th').getBoundingClientRect().top -
      document.querySelector('.head').getBoundingClientRect().bottom`)
    expect(Math.abs(Number(headGap))).toBeLessThanOrEqual(4)
    await page.keyboard.press('Control+f')
    await page.waitForSelector('text=The search of your browser sees the rows near the screen only.')
  })

  test('a doubtful answer asks "did you mean", a simpler search says so, and each row tells why it is there', async () => {
    const { page } = await visit(await service.link('', 'read'))
    await page.waitForSelector('[data-row]')
    await page.route(/search\?q=gardn/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), confident: false, degraded: true } })
    })
    await page.fill('#q', 'gardn')
    await page.waitForSelector('text=Did you mean one of these?')
    await page.waitForSelector('text=this is the simpler search')
    await expectAccessible(page)
    await page.getByLabel('Why this order').check()
    await page.waitForURL('**/explorer?q=gardn&why=1')
    await page.waitForSelector('.row small >> text=/^Step /')
    expect(await page.locator('.row-text small', { hasText: /^Step / }).count()).toBe(
      await page.locator('.row').count(),
    )
  })

  test('a view is taken along as its call, its rows and all its games', async () => {
    const page = await open('?sort=title&genre=racing')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByText('Take it along').click()
    await page.getByText('Copy as curl').click()
    const call = String(await page.evaluate('navigator.clipboard.readText()'))
    expect(call).toContain(`${service.url}/v1/games?genre=racing&sort=title&limit=50`)
    await expectAccessible(page)
    const shown = JSON.parse(await saved(page, () => page.getByText('first rows as JSON').click()))
    expect(shown.items.length).toBe(30)
    expect((await saved(page, () => page.getByText('rows as CSV').click())).trim().split('\n').length).toBe(31)
    const every = await saved(page, () => page.getByText('every game as NDJSON').click())
    expect(every.trim().split('\n').length).toBe(31)
    await page.getByText('Views', { exact: true }).click()
    expect(await page.getByText('Copy as curl').count()).toBe(0)
  })

  test('it fits 320 pixels, in French and dark, in every view', async () => {
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    for (const view of ['list', 'table', 'tiles']) {
      const page = await open(`?q=star&view=${view}&kind=game`, small)
      await page.locator('.select').nth(0).click()
      await page.locator('.select').nth(1).click()
      await page.waitForSelector('text=2 jeux sélectionnés')
      await page.getByText('Vues', { exact: true }).click()
      await page.waitForSelector('.saved-views')
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
      const text = String(await page.textContent('#app'))
      for (const english of ['Select', 'selected', 'Save', 'View', 'Kind', 'kinds', 'Publish', 'Title', 'Critics'])
        expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
    }
  }, 30_000)

  test('forced colours and 200 % show the selection and the table', async () => {
    const page = await open('?view=table', { viewport: { width: 680, height: 450 }, forcedColors: 'active' })
    await page.locator('.select').nth(0).click()
    await page.waitForSelector('.selection')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })
})
