import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import type { CatalogueRecord } from '#catalogue/record'
import { createTestClient } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { closeVisits, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'
import { breaksFrenchSpacing, englishIn, englishWords, textsOn } from './support/french'

const FRENCH = { locale: 'fr-FR' }

/** A game whose data hold no word of a language. */
const record = (title: string, date: string, more: Partial<CatalogueRecord> = {}): CatalogueRecord => ({
  title,
  genres: ['puzzle', 'racing'],
  releases: [{ platform: 'pc', region: 'eu', released: { date, precision: 'day' }, salesCopies: 120_000 }],
  developers: ['Zorvex'],
  publishers: ['Qilmar'],
  series: ['Ulmoq'],
  ...more,
})

/** Words of titles, companies and lists, and formats, keys and names that are the same in every language. */
const DATA =
  /zorvex|qilmar|ulmoq|brontak|amber|bronze|adventure|advenure|architects|baseball|conquest|defenders|cli\b|curate\b/giu

flows('in French', () => {
  let service: ExplorerService
  let english: ReadonlySet<string>
  /** French names of platforms and genres, some of which are English words. */
  let names: readonly string[] = []
  beforeAll(async () => {
    const scores = { critics: { value: 81 }, users: { value: 64, votes: 900 }, popularity: 900_000 }
    const lists = [
      ['xa', 70, [record('Ulmoq Brontak', '2013-10-01', scores), record('Ulmoq Brontak 2', '2015-01-01')]],
      [
        'xb',
        60,
        [
          record('Ulmoq Brontak', '2012-11-05', { users: { value: 91, votes: 5_000 } }),
          record('Zorvex Qilmar', '2001-03-01'),
        ],
      ],
    ] as const
    service = await startExplorer({ lists })
    await loadDoubts(service.stores, 4)
    const { v1 } = await createTestClient(service.stores, { scope: 'curate' })
    await v1.games({ slug: 'ulmoq-brontak' }).overrides({ field: 'score.critics' }).put({ value: 80 })
    await v1.review.post({ where: { evidence: ['title_typo'] }, verdict: 'different', expected: 4 })
    const [last] = (await v1.decisions.get({ query: { limit: 1 } })).data?.items ?? []
    await v1.decisions({ id: last?.id ?? '' }).undo.post()
    english = await englishWords()
    const [platforms, genres] = await Promise.all([v1.platforms.get({ query: {} }), v1.genres.get({ query: {} })])
    names = [...(platforms.data?.items ?? []), ...(genres.data?.items ?? [])]
      .flatMap(({ label }) => [label.fr])
      .toSorted((one, other) => other.length - one.length)
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of (?:401|404|422)/))

  const open = async (path: string, ready: string, scope?: string) => {
    const { page } = await visit(await service.link(path, scope), FRENCH)
    await page.waitForSelector(ready)
    await page.waitForSelector('.bones', { state: 'detached' })
    return page
  }
  /** Expects that a page has no English words of its own, and no space at which a line may end before a sign. */
  const expectFrench = async (page: Page) => {
    const texts = await textsOn(page)
    const own = texts.map((text) => names.reduce((rest, name) => rest.replace(name, ''), text.replaceAll(DATA, '')))
    expect(own.map((text) => [englishIn(text, english), text]).filter(([words]) => words?.length)).toEqual([])
    expect(own.filter(breaksFrenchSpacing)).toEqual([])
  }

  test('the check finds English', () => {
    expect(englishIn('The titles differ', english)).toEqual(['the', 'titles', 'differ'])
    expect(englishIn('Les titres diffèrent, sources : 2', english)).toEqual([])
  })

  test('the search, its reasons, its menus and the help', async () => {
    const page = await open('?q=ulmoq&why=1', '.window-list a')
    await page.waitForSelector('.row-text >> text=/Étape/')
    await expectFrench(page)
    await page.locator('.window-list a').first().focus()
    await page.keyboard.press('x')
    await page.waitForSelector('.selection')
    await page.getByText('Emporter').first().click()
    await expectFrench(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.waitForSelector('dialog')
    await expectFrench(page)
    await page.goto(`${service.url}/explorer?q=zzzzqqq&genre=puzzle`)
    await page.waitForSelector('.empty')
    await expectFrench(page)
  })

  test('a game: similar ones, roles, dates and licences; its dialogs', async () => {
    const page = await open('/games/ulmoq-brontak', '.says')
    await page.waitForSelector('.alike >> text=même série')
    await page.waitForSelector('text=1er octobre 2013')
    expect(await page.textContent('.says')).toContain('(développeur)')
    await expectFrench(page)
    await page.locator('.claim').first().click()
    await page.waitForSelector('.stated')
    await expectFrench(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    for (const field of [
      'title',
      'kind',
      'released',
      'score.critics',
      'companies',
      'ratings',
      'genres',
      'releases.pc',
    ]) {
      await page.getByLabel('Champ').selectOption(field)
      await expectFrench(page)
    }
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    await page.waitForSelector('dialog')
    await expectFrench(page)
    await page.keyboard.press('Escape')
    await page.click('text=Historique')
    await page.waitForSelector('.events li')
    await expectFrench(page)
  })

  test('the comparison, the review, the decisions', async () => {
    const page = await open('/compare?a=ulmoq-brontak&b=zorvex-qilmar', '.compared')
    await expectFrench(page)
    await page.goto(`${service.url}/explorer/review`)
    await page.waitForSelector('.bits')
    await page.waitForSelector('.would-be >> text=fiches')
    await expectFrench(page)
    await page.keyboard.press('Shift+D')
    await page.waitForSelector('dialog')
    await expectFrench(page)
    await page.keyboard.press('Escape')
    await page.goto(`${service.url}/explorer/decisions`)
    await page.waitForSelector('.decision')
    await expectFrench(page)
    await page.click('text=Les voir')
    await page.waitForSelector('.decided-pairs')
    await expectFrench(page)
  })

  test('the plots, the quality, the sources, the account, the form to sign in', async () => {
    const page = await open('/insights', 'figure')
    await expectFrench(page)
    for (const [path, ready] of [
      ['quality', '.runs, table'],
      ['sources', 'meter'],
      ['account', 'main p'],
      ['account?part=access', 'main p'],
      ['account?part=page', 'select'],
    ] as const) {
      await page.goto(`${service.url}/explorer/${path}`)
      await page.waitForSelector(ready)
      await page.waitForSelector('.bones', { state: 'detached' })
      await expectFrench(page)
    }
    const reader = await open('/review', '.note', 'read')
    await expectFrench(reader)
    const { page: nobody } = await visit(`${service.url}/explorer`, FRENCH)
    await nobody.waitForSelector('form')
    await expectFrench(nobody)
  })
})
