import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { testToken } from '#tests/support/client'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, HOSTILE_TITLES, startExplorer } from './support/catalogue'

type Claims = { rule: string; winners: unknown[]; losers: unknown[] }

flows('a game', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  const REFUSED = /status of (?:404|409)/
  afterEach(() => closeVisits(REFUSED))

  const open = async (path: string, options = {}) => {
    const { page } = await visit(await service.link(path), options)
    await page.waitForSelector('h1')
    return page
  }
  const provenance = async (slug: string): Promise<Record<string, Claims>> => {
    const headers = { authorization: `Bearer ${await testToken()}` }
    return (await (await fetch(`${service.url}/v1/games/${slug}/provenance`, { headers })).json()) as Record<
      string,
      Claims
    > // safe: the schema Provenance
  }

  /** Returns the slugs of two merged games: that of the one that is left first. */
  const keptAndGone = async (one: string, other: string) => {
    const headers = { authorization: `Bearer ${await testToken()}` }
    const { status } = await fetch(`${service.url}/v1/games/${one}`, { headers, redirect: 'manual' })
    return status === 200 ? [one, other] : [other, one]
  }

  test('the matrix shows every fact of the service, disputed ones first, the loser struck through', async () => {
    const page = await open('/games/euro-truck-simulator-2')
    await page.waitForSelector('.says')
    const facts = Object.keys(await provenance('euro-truck-simulator-2')).filter(
      (name) => !/^(ids|releases)$/.test(name),
    )
    expect(await page.locator('.says tbody tr').count()).toBe(facts.length)
    const [first] = await page.locator('.says tbody tr').all()
    expect(await first?.getAttribute('class')).toBe('disputed')
    const users = page.locator('.says tbody tr', { hasText: 'Players’ score' })
    expect(await users.locator('.won').textContent()).toStartWith('97.3')
    expect(await users.locator('s').textContent()).toBe('87')
    expect(await users.locator('.loss').textContent()).toBe(' too few votes')
    await expectAccessible(page)
  })

  test('a person fixes a value, a reload keeps it, and undo takes it back', async () => {
    const page = await open('/games/zelda-ii')
    await page.waitForSelector('.says')
    await page.keyboard.press('e')
    await page.getByLabel('Field').selectOption('score.critics')
    await page.getByLabel('New value').fill('no number')
    expect(await page.locator('dialog .primary').isDisabled()).toBe(true)
    await page.getByLabel('New value').fill('88.5')
    await page.getByLabel('Reason').fill('The list has a typo.')
    await expectAccessible(page)
    await page.waitForSelector('text=No other fact would change.')
    await page.click('dialog .primary')
    await page.waitForSelector('text=Fixed: Critics’ score.')
    await page.waitForSelector('.figures >> text=89')
    await page.reload()
    const row = page.locator('.says tr.fixed')
    await row.waitFor()
    expect(await row.textContent()).toContain('fixed by cli')
    expect(await row.textContent()).toContain('The list has a typo.')
    await page.keyboard.press('e')
    await page.getByLabel('Field').selectOption('released')
    await page.getByLabel('New value').fill('1987-01')
    await page.click('dialog .primary')
    await page.waitForSelector('.hero-line >> text=January 1987')
    await page.keyboard.press('u')
    await page.waitForSelector('text=Undone.')
    await page.waitForSelector('.hero-line >> text=/^1987$|^1987 ·/')
  })

  test('a person lets another source win', async () => {
    const page = await open('/games/euro-truck-simulator-2')
    await page.getByLabel('Let critics win here: Players’ score').click()
    expect(await page.getByLabel('New value').inputValue()).toBe('87')
    await page.click('dialog .primary')
    await page.waitForSelector('.figures >> text=87')
    await page.click('#undo')
    await page.waitForSelector('.figures >> text=97')
  })

  test('two games are merged, an old address leads to the one, and undo parts them', async () => {
    const page = await open('/games/star-rider')
    await page.waitForSelector('.says')
    await page.keyboard.press('m')
    await page.getByLabel('The other game').fill('star gard')
    await page.getByLabel(/^Star Garden/).check()
    await page.waitForSelector('.planned >> text=1 record')
    const row = page.locator('.planned tbody tr', { hasText: 'First released' })
    expect((await row.locator('td').allTextContents()).length).toBe(3)
    expect(await page.locator('.planned thead small').allTextContents()).toEqual([
      'star-rider · 1 record',
      'star-garden · 1 record',
      'star-rider · 2 records',
    ])
    await page.getByLabel('Reason').fill('Sold as one.')
    await expectAccessible(page)
    await page.click('dialog .primary')
    await page.waitForSelector('text=Merged with Star Garden.')
    const other = await page.context().newPage()
    const [kept, gone] = await keptAndGone('star-rider', 'star-garden')
    await other.goto(`${service.url}/explorer/games/${gone}`)
    await other.waitForSelector('text=This game was merged into Star')
    expect(other.url()).toBe(`${service.url}/explorer/games/${kept}`)
    await page.click('#undo')
    await page.waitForSelector('text=Undone.')
    await other.goto(`${service.url}/explorer/games/${gone}`)
    await other.waitForSelector('.says')
    expect(other.url()).toBe(`${service.url}/explorer/games/${gone}`)
  })

  test('records are split off, and undo puts them together', async () => {
    const page = await open('/games/the-legend-of-zelda')
    await page.waitForSelector('.records input')
    await page.keyboard.press('x')
    expect(await page.evaluate('document.activeElement.type')).toBe('checkbox')
    await page.locator('.records input').last().check()
    await page.keyboard.press('x')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.planned >> text=a new game · 1 record')
    await expectAccessible(page)
    await page.click('dialog .primary')
    await page.waitForSelector('text=Split off.')
    await page.locator('.records > li').nth(1).waitFor({ state: 'detached' })
    await page.click('#undo')
    await page.locator('.records > li').nth(1).waitFor()
  })

  test('players are told by what they are estimated from, and no value of digits is cut in two', async () => {
    const page = await open('/games/zelda-ii', { viewport: { width: 765, height: 800 } })
    const row = page.locator('[data-field="popularity"]')
    await row.waitFor()
    expect(await row.locator('.claim').first().textContent()).toBe('lists it (won)')
    await row.locator('.claim').first().click()
    await page.waitForSelector('dialog h2 >> text=Players: lists it')
    await page.goto(`${service.url}/explorer/games/euro-truck-simulator-2`)
    await page.waitForSelector('.says .claim')
    const cut = await page.evaluate(`[...document.querySelectorAll('.says .claim')].flatMap((claim) => {
      const text = document.createTreeWalker(claim, NodeFilter.SHOW_TEXT).nextNode()
      return [...text.data.matchAll(/\\S*\\d\\S*/g)].filter(({ index, 0: word }) => {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        return range.getClientRects().length > 1
      }).map(([word]) => word)
    })`)
    expect(cut).toEqual([])
  })

  test('a game of one source says so', async () => {
    const page = await open('/games/wild-garden')
    await page.waitForSelector('text=Only one source knows this game.')
    expect(await page.locator('.says thead th').count()).toBe(3)
    await expectAccessible(page)
  })

  test('an unknown game is told in words, with games that are near', async () => {
    const page = await open('/games/euro-truck-simulator-3')
    await page.waitForSelector('text=There is no such game.')
    await page.waitForSelector('.chips >> text=Euro Truck Simulator 2')
    await expectAccessible(page)
  })

  test('hostile titles stay text, in the list and on their page', async () => {
    const page = await open('')
    await page.fill('#q', 'adventure')
    await page.waitForSelector('mark')
    const row = page.locator('.window-list a').first()
    expect(await row.textContent()).toContain(HOSTILE_TITLES[0])
    await row.click()
    await page.waitForSelector('.says')
    expect(await page.locator('h1').textContent()).toBe(HOSTILE_TITLES[0])
    expect(await page.locator('img').count()).toBe(0)
  })

  test('long titles and other scripts fit a small screen, in French and dark', async () => {
    const options = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const page = await open('?source=players', options)
    await page.waitForSelector('.window-list a')
    await expectNoSidewaysScroll(page)
    for (const title of HOSTILE_TITLES.slice(1)) {
      await page.locator('.window-list a', { hasText: title.slice(0, 12) }).click()
      await page.waitForSelector('.says')
      expect(await page.locator('h1').textContent()).toBe(title)
      await expectNoSidewaysScroll(page)
      await page.goBack()
      await page.waitForSelector('.window-list a')
    }
  }, 30_000)
})
