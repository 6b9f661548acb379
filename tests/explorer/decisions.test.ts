import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { BrowserContextOptions } from 'playwright-core'
import { createTestClient } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, HOSTILE_TITLES, startExplorer } from './support/catalogue'

flows('the decisions', () => {
  let service: ExplorerService
  beforeAll(async () => {
    service = await startExplorer()
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of (?:409|422)|ERR_INTERNET_DISCONNECTED/))

  const open = async (search = '', options: BrowserContextOptions = {}) => {
    const { page } = await visit(await service.link(`/decisions${search}`), options)
    await page.waitForSelector('h1')
    return page
  }
  const curator = () => createTestClient(service.stores, { scope: 'curate' })

  test('without one it says what makes one', async () => {
    const page = await open()
    await page.waitForSelector('text=Nobody has decided anything yet.')
    await expectAccessible(page)
    await page.click('text=To the review')
    await page.waitForSelector('text=No doubtful matches left.')
  })

  test('newest first, with who, when and why; filters are in the address', async () => {
    const { v1 } = await curator()
    const reason = 'A typo & a <b>.'
    await v1.games({ slug: 'zelda-ii' }).overrides({ field: 'title' }).put({ value: 'Zelda 2', reason })
    await v1.games({ slug: 'moon-rider' }).merge.post({ with: 'moon-garden' })
    const page = await open()
    await page.waitForSelector('.decision')
    expect(await page.locator('.decision .badge').allTextContents()).toEqual(['Merge', 'Fix'])
    expect(await page.locator('.decision').nth(1).textContent()).toContain(reason)
    expect(await page.locator('.decision').nth(1).textContent()).toContain('by cli')
    const [merged, fixed] = await page.locator('.decision-said').allTextContents()
    expect(merged).toMatch(/Moon (Rider|Garden) sales sales-5\d one game with Moon (Rider|Garden) sales sales-5\d/)
    expect(fixed).toEndWith('Zelda II Title: Zelda 2 ')
    expect(await page.locator('.decision-said a').last().getAttribute('href')).toBe('/explorer/games/zelda-ii')
    await expectAccessible(page)
    await page.getByLabel('Kind').selectOption('override')
    await page.locator('.decision').nth(1).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('?kind=override')
    await page.getByLabel('Game (slug)').fill('star-rider')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=No decision under these filters.')
    await page.goto(`${service.url}/explorer/decisions?game=no-such-game&kind=nonsense`)
    await page.waitForSelector('text=No decision under these filters.')
    await page.click('text=Clear the filters')
    await page.waitForSelector('.decision')
    expect(await page.getAttribute('a[download]', 'href')).toStartWith('data:application/x-ndjson')
  })

  test('one is undone; one on which another stands names that one', async () => {
    const { v1 } = await curator()
    const first = await v1.games({ slug: 'iron-rider' }).merge.post({ with: 'iron-garden' })
    const second = await v1.games({ slug: 'iron-rider' }).merge.post({ with: 'iron-harbour' })
    const page = await open()
    const row = (id = '') => page.locator('.decision', { has: page.locator(`a[href*="${id}"]`) })
    await row(first.data?.id).locator('button').click()
    await page.waitForSelector('text=A later decision depends on this one')
    await expectAccessible(page)
    await page.click('text=The later decision that stands on it')
    await page.waitForSelector('.decision.named')
    expect(page.url()).toContain(second.data?.id ?? 'no decision')
    await page.locator('.decision.named .decision-undo button').click()
    await page.waitForSelector('.decision.named >> text=undone by cli')
    await row(first.data?.id).locator('button').click()
    await page.locator('.decision.undone').nth(1).waitFor()
    await expectAccessible(page)
    await page.getByLabel('State').selectOption('undone')
    await page.locator('.decision').nth(2).waitFor({ state: 'detached' })
  })

  test('one over many pairs says how many, and opens the list of them', async () => {
    await loadDoubts(service.stores, 4)
    const { v1 } = await curator()
    const where = { evidence: ['title_typo' as const] }
    const decided = await v1.review.post({ where, verdict: 'different', expected: 4 })
    expect(decided.data?.decided).toBe(4)
    const page = await open(`?decision=${decided.data?.batch}`)
    const row = page.locator('.decision.named')
    await row.locator('text=4 pairs of records, none of them one game').waitFor()
    expect(await row.locator('.decision-said').textContent()).not.toContain('Amber')
    await row.locator('text=Show them').click()
    const pairs = page.locator('.decided-pairs li')
    expect(await pairs.count()).toBe(4)
    expect(await pairs.first().textContent()).toMatch(
      /^Amber Adventure .* a a\d not one game with Amber Advenure .* b b\d$/,
    )
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await row.locator('button', { hasText: 'Undo' }).click()
    await page.waitForSelector('.decision.named.undone')
    expect(await row.locator('text=4 pairs of records').count()).toBe(1)
  })

  test('offline and without the right it says so; it fits a small screen, in French and dark', async () => {
    const { page: reader } = await visit(await service.link('/decisions', 'read'))
    await reader.waitForSelector('text=the scope curate')
    await expectAccessible(reader)
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const page = await open('', small)
    await page.waitForSelector('.decision')
    await expectNoSidewaysScroll(page)
    const { v1 } = await curator()
    const long = HOSTILE_TITLES.find((title) => title.startsWith('Very Long')) ?? ''
    const found = (await v1.games.get({ query: { source: 'players', limit: 100 } })).data?.items ?? []
    const slug = found.find(({ title }) => title === long)?.slug ?? ''
    await v1.games({ slug }).overrides({ field: 'website' }).put({ value: 'https://long.example' })
    await page.reload()
    const said = page.locator('.decision-said', { hasText: 'https://long.example' })
    await said.waitFor()
    // The value is on one of the lines that are seen.
    const isSeen = `(() => {
      const said = [...document.querySelectorAll('.decision-said')].find(({ textContent }) => textContent.includes('long.example'))
      const range = document.createRange()
      range.selectNode([...said.childNodes].find(({ data }) => data?.includes('long.example')))
      return range.getBoundingClientRect().bottom <= said.getBoundingClientRect().bottom + 1
    })()`
    expect(await page.evaluate(isSeen)).toBe(true)
    const text = String(await page.textContent('main'))
    for (const english of ['Decision', 'Game', 'Author', 'Undo', 'undone', 'one game', 'Save'])
      expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
    await page.context().setOffline(true)
    await page.getByLabel('État').selectOption('active')
    await page.waitForSelector('text=Le service ne répond pas.')
    await page.context().setOffline(false)
    await page.click('text=Réessayer')
    await page.waitForSelector('.note.bad', { state: 'detached' })
  })
})
