import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { GameFilters } from '#db/game/filters'
import type { SearchAnswer, SearchEngine, SearchRequest } from '#db/search/engine'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, mergeGames } from './catalogue'
import { GAMES } from './games'

/** An engine under test, and how to close what it was made from. */
export type EngineUnderTest = { engine: SearchEngine; close: () => Promise<void> }

/** Queries for both engines: the case, the query, and the title that must come first. */
const FOUND: [string, string, string][] = [
  ['a title', 'fallout new vegas', 'Fallout: New Vegas'],
  ['a title in capitals', 'MINECRAFT', 'Minecraft'],
  ['a word of titles', 'zelda', 'The Legend of Zelda: Breath of the Wild'],
  ['an accent left out', 'pokemon diamond', 'Pokémon Diamond'],
  ['one of two titles in one', 'pokemon red', 'Pokémon Red/Pokémon Blue'],
  ['letters exchanged', 'mniecraft', 'Minecraft'],
  ['a letter missing', 'zlda ocarina of time', 'The Legend of Zelda: Ocarina of Time'],
  ['a letter too many', 'tetriss', 'Tetris'],
  ['a wrong letter', 'fallaut new vegas', 'Fallout: New Vegas'],
  ['a beginning', 'minec', 'Minecraft'],
  ['beginnings of words', 'fall new veg', 'Fallout: New Vegas'],
  ['a beginning with a typo', 'countre-stri', 'Counter-Strike: Global Offensive'],
  ['initials', 'gta', 'Grand Theft Auto V'],
  ['initials of a subtitle', 'botw', 'The Legend of Zelda: Breath of the Wild'],
  ['initials and a number', 'gta 4', 'Grand Theft Auto IV'],
  ['initials and the rest', 'gta san andreas', 'Grand Theft Auto: San Andreas'],
  ['a roman numeral in digits', 'final fantasy 7', 'Final Fantasy VII'],
  ['a number in roman numerals', 'resident evil iv', 'Resident Evil 4'],
  ['a number in words', 'halo three', 'Halo 3'],
  ['spaces left out', 'halflife2', 'Half-Life 2'],
  ['a space too many', 'mine craft', 'Minecraft'],
  ['dots and apostrophes left out', 'stalker shadow of chernobyl', 'S.T.A.L.K.E.R.: Shadow of Chernobyl'],
  ['another name', 'biohazard', 'Resident Evil'],
  ['another order of words', 'vegas new fallout', 'Fallout: New Vegas'],
  ['a platform at the end', 'zelda n64', 'The Legend of Zelda: Ocarina of Time'],
  ['a platform of two words at the end', 'fallout xbox one', 'Fallout 4'],
  ['a year at the end', 'doom 1993', 'Doom'],
  ['a year and a platform at the end', 'doom 2016 pc', 'Doom (2016)'],
]

const NONSENSE = ['qqqqqq xxzzyy', '%%%', "'; drop table game; --", '!', ':* | !']

/** Filters: the case, the filter, and whether it accepts a game. */
const FILTERED: [string, GameFilters, (game: (typeof GAMES)[number]) => boolean][] = [
  [
    'any of some platforms',
    { platform: { any: ['wii-u', 'ps2'] } },
    (g) => ['wii-u', 'ps2'].some((p) => g.platforms.includes(p)),
  ],
  [
    'all of some platforms',
    { platform: { all: ['ps3', 'pc'] } },
    (g) => ['ps3', 'pc'].every((p) => g.platforms.includes(p)),
  ],
  [
    'none of some platforms',
    { platform: { none: ['pc', 'nes'] } },
    (g) => !['pc', 'nes'].some((p) => g.platforms.includes(p)),
  ],
  ['a genre', { genre: { any: ['role-playing'] } }, (g) => g.genres.includes('role-playing')],
  ['a company', { company: { any: ['bethesda'] } }, (g) => g.company === 'bethesda'],
  ['all but a company', { company: { none: ['nintendo'] } }, (g) => g.company !== 'nintendo'],
  ['an unknown platform', { platform: { any: ['abacus'] } }, () => false],
  ['all but an unknown platform', { platform: { none: ['abacus'] } }, () => true],
  ['years from', { yearFrom: 2010 }, (g) => g.year >= 2010],
  ['years to', { yearTo: 1997 }, (g) => g.year <= 1997],
  ['a lowest score', { scoreMin: 95 }, (g) => (g.critics ?? 0) >= 95],
  ['a highest score', { scoreMax: 94 }, (g) => g.critics !== undefined && g.critics < 95],
  ['scores between', { scoreMin: 90, scoreMax: 94 }, (g) => (g.critics ?? 0) >= 90 && (g.critics ?? 0) < 95],
  ['a source', { source: ['beta'] }, (g) => g.source === 'beta'],
  [
    'sources that may be redistributed',
    { redistributable: true, redistributableSources: ['beta'] },
    (g) => g.source === 'beta',
  ],
  [
    'no source that may be redistributed',
    { redistributable: false, redistributableSources: ['beta'] },
    (g) => g.source !== 'beta',
  ],
  ['a kind', { kind: ['dlc'] }, (g) => g.kind === 'dlc'],
  ['games that are disputed', { disputed: true }, (g) => g.disputed],
  ['games that are not disputed', { disputed: false, yearFrom: 1995 }, (g) => !g.disputed && g.year >= 1995],
  ['an instant of change', { updatedSince: '2025-01-01T00:00:00Z' }, (g) => g.updated >= '2025'],
  [
    'several filters',
    { genre: { any: ['shooter'] }, yearFrom: 2010, scoreMin: 85 },
    (g) => g.genres.includes('shooter') && g.year >= 2010 && (g.critics ?? 0) >= 85,
  ],
]

/** Describes the tests that both search engines must pass on the same games. */
export function searchContract(name: string, open: (stores: TestStores) => Promise<EngineUnderTest>): void {
  describe(`searching with ${name}`, () => {
    let stores: TestStores
    let tested: EngineUnderTest

    beforeAll(async () => {
      stores = await createTestStores()
      await aCatalogue(stores.db)
      await mergeGames(stores.db, "Link's Awakening", 'The Legend of Zelda')
      tested = await open(stores)
    })
    afterAll(async () => {
      await tested.close()
      await stores[Symbol.asyncDispose]()
    })

    const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
      tested.engine.search({ q, filters: {}, facets: [], limit: 100, ...more })
    const browse = (more: Partial<SearchRequest>): Promise<SearchAnswer> =>
      tested.engine.search({ filters: {}, facets: [], limit: 100, ...more })
    const titles = ({ hits }: SearchAnswer) => hits.map(({ game }) => game.title)
    const living = GAMES.filter(({ title }) => title !== "Link's Awakening")
    /** Returns every living game whose title has a word that begins with `letter`. */
    const broad = (letter: string) =>
      living.filter(({ title }) =>
        title
          .toLowerCase()
          .split(/[^a-zé0-9]+/)
          .some((word) => word.startsWith(letter)),
      )

    test.each(FOUND)('%s finds the game: %s', async (_, q, title) => {
      const answer = await ask(q)
      expect(titles(answer)[0]).toBe(title)
      expect(answer.confident).toBe(true)
    })

    test('a word of many titles finds what most people played, wherever in the title it stands', async () => {
      const found = titles(await ask('zelda'))
      const place = (title: string) => found.indexOf(title)
      expect(place('The Legend of Zelda: Ocarina of Time')).toBeLessThan(place('Zelda II: The Adventure of Link'))
      expect(titles(await ask('zeld'))[0]).toBe('Zelda II: The Adventure of Link')
    })

    test('a series is found completely, and nothing else', async () => {
      const zelda = titles(await ask('zelda'))
      expect(zelda.sort()).toEqual(
        broad('zelda')
          .map(({ title }) => title)
          .sort(),
      )
      expect(titles(await ask('pokemon'))).toHaveLength(4)
    })

    test.each(['fallout 5', 'falout 5', 'resident evil 6', 'grand theft auto 8', 'halo 7', 'doom64'])(
      'another number is no slip: %s',
      async (q) => {
        const { hits, confident } = await ask(q)
        expect(hits.length === 0 || !confident).toBe(true)
      },
    )

    test('a slip beside a number is forgiven', async () => {
      expect(titles(await ask('falout 4'))[0]).toBe('Fallout 4')
      expect(titles(await ask('resident evli 4'))[0]).toBe('Resident Evil 4')
    })

    test('a year in brackets is part of a title, too', async () => {
      const { hits, confident } = await ask('Doom (2016)')
      expect([hits[0]?.game.title, confident]).toEqual(['Doom (2016)', true])
    })

    test.each(NONSENSE)('nonsense finds nothing, or not confidently: %s', async (q) => {
      const answer = await ask(q)
      expect(answer.hits.length === 0 || !answer.confident).toBe(true)
    })

    test.each([
      ['one word', 'x'.repeat(10_000)],
      ['many words', 'zelda fallout pokemon '.repeat(500)],
      ['characters of no language', '\u{1F600}\u0000\uD800'.repeat(300)],
    ])('a query far too long is answered like any other: %s', async (_, q) => {
      const answer = await ask(q)
      expect(answer.hits.length === 0 || !answer.confident).toBe(true)
    })

    test('a title with only letters in common is found, but not confidently', async () => {
      const answer = await ask('faloot new vegaz')
      expect(titles(answer)).toContain('Fallout: New Vegas')
      expect(answer.confident).toBe(false)
    })

    test('merged games never appear', async () => {
      expect(titles(await ask("link's awakening"))).not.toContain("Link's Awakening")
    })

    test.each(FILTERED)('%s: only games that fit, and all of them', async (_, filters, fits) => {
      for (const letter of ['f', 'g', 'h']) {
        const expected = broad(letter).filter(fits)
        const answer = await ask(letter, { filters })
        expect(titles(answer).sort()).toEqual(expected.map(({ title }) => title).sort())
        expect(answer.total).toEqual({ value: expected.length, exact: true })
      }
    })

    test('facets count all matches, not only those of the page', async () => {
      const { facets } = await ask('fallout', { limit: 1, facets: ['platform', 'genre', 'year', 'company'] })
      expect(facets.platform?.[0]).toEqual({ value: 'pc', count: 5 })
      expect(facets.genre).toEqual([
        { value: 'role-playing', count: 5 },
        { value: 'shooter', count: 3 },
      ])
      expect(facets.company).toEqual([
        { value: 'bethesda', count: 4 },
        { value: 'interplay', count: 1 },
      ])
      expect(facets.year?.map(({ value }) => value).sort()).toEqual(['1997', '2008', '2010', '2011', '2015'])
    })

    test('a facet ignores the filters on itself, and follows those on other facets', async () => {
      const filters: GameFilters = { platform: { any: ['ps2'] }, genre: { any: ['action'] } }
      const facets = ['platform', 'genre'] as const
      const answer = await ask('g', { filters, facets })
      const counted = await ask('g', { filters: { genre: { any: ['action'] } }, facets: ['platform'] })
      expect(answer.facets.platform).toEqual(counted.facets.platform ?? [])
      expect(answer.facets.platform?.length).toBeGreaterThan(1)
      expect(answer.total).toEqual((await ask('g', { filters })).total)
      const genres = await ask('g', { filters: { platform: { any: ['ps2'] } }, facets: ['genre'] })
      expect(answer.facets.genre).toEqual(genres.facets.genre ?? [])
      expect(answer.facetsExact).toBe(true)
    })

    test('a filter that leaves no hits leaves the counts of its own facet', async () => {
      const answer = await ask('minecraft', { filters: { platform: { any: ['nes'] } }, facets: ['platform', 'genre'] })
      expect(answer.hits).toEqual([])
      expect(answer.facets.platform?.map(({ value }) => value)).toContain('pc')
      expect(answer.facets.genre).toEqual([])
    })

    test('without words every game that passes the filters is found, the most popular first', async () => {
      const answer = await browse({ facets: ['platform', 'year'] })
      expect(titles(answer).sort()).toEqual(living.map(({ title }) => title).sort())
      const players = answer.hits.map(({ game }) => game.popularity ?? 300)
      expect(players).toEqual(players.toSorted((a, b) => b - a))
      expect(answer.facets.platform?.find(({ value }) => value === 'pc')?.count).toBe(
        living.filter(({ platforms }) => platforms.includes('pc')).length,
      )
      expect(answer.hits[0]?.highlight).not.toContain('<em>')
      const filtered = await browse({ filters: { platform: { any: ['wii-u', 'ps2'] }, yearFrom: 2002 } })
      expect(titles(filtered).sort()).toEqual(
        living
          .filter(({ platforms, year }) => ['wii-u', 'ps2'].some((slug) => platforms.includes(slug)) && year >= 2002)
          .map(({ title }) => title)
          .sort(),
      )
      const [first] = (await browse({ explain: true, limit: 1 })).hits
      expect(first?.explanation).toMatch(/^Step browse: every game matches/)
      expect(first?.scoring).toMatchObject({ step: 'browse', rule: 'every' })
    })

    test.each([1, 7])(
      'pages of %d without words have every game once, in the order of one long page',
      async (limit) => {
        const whole = await browse({})
        const paged: string[] = []
        for (let after: SearchRequest['after'] | null; after !== null; ) {
          const page: SearchAnswer = await browse(after ? { limit, after } : { limit })
          paged.push(...titles(page))
          after = page.next
        }
        expect(paged).toEqual(titles(whole))
      },
    )

    test('facets that were not asked for are absent, and without hits they are empty', async () => {
      expect((await ask('fallout')).facets).toEqual({})
      expect((await ask('%%%', { facets: ['genre'] })).facets).toEqual({ genre: [] })
    })

    test.each([1, 2, 7])('pages of %d go through every match once, in the order of one long page', async (limit) => {
      const whole = await ask('f')
      const paged: string[] = []
      for (let after: SearchRequest['after'] | null; after !== null; ) {
        const page: SearchAnswer = await ask('f', after ? { limit, after } : { limit })
        expect(page.total).toEqual(whole.total)
        paged.push(...titles(page))
        after = page.next
      }
      expect(paged).toEqual(titles(whole))
      expect(new Set(paged).size).toBe(whole.total.value)
    })

    test('later pages of a search with a typo come from the same step', async () => {
      const first = await ask('falout', { limit: 2 })
      const second = await ask('falout', { limit: 10, ...(first.next && { after: first.next }) })
      expect([...titles(first), ...titles(second)].sort()).toEqual(titles(await ask('falout')).sort())
      expect(second.next).toBeNull()
    })

    test('a position that no engine returned is refused', () => {
      expect(ask('zelda', { after: ['strict', 1, "' or 1=1"] })).rejects.toThrow('ask for the first page again')
    })

    test('a hit is a summary with the matching words marked and, when asked, an explanation', async () => {
      const { hits } = await ask('grand theft auto v', { explain: true })
      expect(hits[0]?.game).toMatchObject({
        title: 'Grand Theft Auto V',
        kind: 'game',
        year: 2013,
        released: null,
        platforms: ['ps3', 'ps4', 'xbox-360', 'pc'],
        genres: ['action'],
        score: { critics: 97, users: null, votes: null },
        salesCopies: null,
        popularity: 190_000_000,
      })
      expect(hits[0]?.highlight).toBe('<em>Grand</em> <em>Theft</em> <em>Auto</em> <em>V</em>')
      expect(hits[0]?.explanation).toContain('the query is the title')
      expect(hits[0]?.explanation).toContain('190,000,000 players')
      expect((await ask('tetris')).hits[0]).not.toHaveProperty('explanation')
    })

    test.each([
      ['minecraft', /^Step strict: the query is the title \(/],
      ['fall new veg', /^Step strict: every word of the query begins a word of the title \(/],
      ['tetriss', /^Step fuzzy: .* typo/],
      ['mincer', /^Step unfinished: every word of the query begins a word of the title, typos allowed/],
      ['faloot new vegaz', /^Step trigram: the title has letters in common with the query/],
    ])('the explanation names the step and the rule that matched: %s', async (q, explanation) => {
      expect((await ask(q, { explain: true })).hits[0]?.explanation).toMatch(explanation)
    })
  })
}
