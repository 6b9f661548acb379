import { describe, expect, test } from 'bun:test'
import type { TestStores } from '#tests/support/stores'
import type { EngineUnderTest } from './contract'
import { engineOfGames } from './engine-of-games'
import { aGame } from './games'

/** Titles, years of release, thousands of players and platforms. The parts of a series come out in the year before. */
const GAMES = (
  [
    ['Madden NFL 2004', 2003, 300],
    ['Madden NFL 2005', 2004, 7_600],
    ['Madden NFL 06', 2005, 9_000],
    ['Madden NFL 07', 2006, 8_000],
    ['Madden Manager', 2004, 12_000],
    ['FIFA Soccer 06', 2005, 6_000, 'ps2 xbox'],
    ['FIFA Soccer 07', 2006, 100, 'ps2 xbox'],
    ['FIFA Soccer 08', 2007, 9_500, 'ps2 xbox'],
    ['FIFA Street 2', 2006, 9_900, 'ps2'],
    ['FIFA 98: Road to the Final', 1997, 1_000],
    ['2010 FIFA World Cup', 2010, 3_000],
    ['FIFA Soccer 10', 2009, 4_000],
    ['NBA Live 2004', 2003, 2_900],
    ['NBA Live 2005', 2004, 2_500],
    ['NBA Live 06', 2005, 3_200],
    ['NBA 2K8', 2007, 2_000],
    ['NBA 2K9', 2008, 2_300],
    ['NBA 2K10', 2009, 2_900],
    ['NBA 09: The Inside', 2008, 200],
    ['NHL 09', 2008, 1_900],
    ['NHL 10', 2009, 1_500],
    ['NHL 11', 2010, 2_100],
    ['NHL 2K10', 2009, 900],
    ["The King of Fighters '98", 1998, 800],
    ["The King of Fighters '99", 1999, 900],
    ['実況野球2010', 2009, 500],
    ['実況野球2011', 2010, 400],
    ['実況野球2012', 2011, 900],
    ['Scrabble', 2007, 580],
    ['Scrabble 2007 Edition', 2007, 880],
    ['Prey', 2006, 3_000],
    ['Prey (2017)', 2017, 1_000],
    ['Doom', 1993, 3_500],
    ['Doom (2016)', 2016, 9_000],
    ['Doom 3', 2004, 3_000],
    ['Doom 64', 1997, 400],
    ['Doom 16 Levels', 2001, 1],
    ['Street Fighter II', 1991, 6_000],
    ['Street Fighter IV', 2008, 7_000],
    ['Portal 2', 2011, 12_000],
    ['1942', 1984, 500],
    ['1943', 1987, 400],
    ['2048', 2014, 900],
    ['Battlefield 1942', 2002, 2_000],
    ['Battlefield 2', 2005, 2_500],
    ['Final Fantasy VII', 1997, 13_000],
    ['Final Fantasy X', 2001, 8_500],
    ['Final Fantasy XIII', 2009, 7_000],
    ['Final Fantasy XIII-2', 2011, 9_000],
    ['Gran Legend XII', 2006, 900],
    ['Tetris', 1989, 35_000],
    ['Resident Evil 2', 1998, 5_000],
    ['Resident Evil', 2002, 3_000],
  ] as const
).map(([title, year, thousands, platforms = 'pc']) =>
  aGame(title, year, platforms, 'sports', 'house', thousands * 1_000),
)

/** Queries and the title that comes first. */
const FOUND: [string, string][] = [
  ['madden 2004', 'Madden NFL 2004'],
  ['madden 04', 'Madden NFL 2004'],
  ["madden '04", 'Madden NFL 2004'],
  ['madden ’04', 'Madden NFL 2004'],
  ['madden 2k4', 'Madden NFL 2004'],
  ['MADDEN 2K04', 'Madden NFL 2004'],
  ['madden 2005', 'Madden NFL 2005'],
  ['madden 2006', 'Madden NFL 06'],
  ['madden nfl 2007', 'Madden NFL 07'],
  ['madden07', 'Madden NFL 07'],
  ['maden 2004', 'Madden NFL 2004'],
  ['fifa 2007', 'FIFA Soccer 07'],
  ['fifa 07', 'FIFA Soccer 07'],
  ['fifa2007', 'FIFA Soccer 07'],
  ['fifa ２００７', 'FIFA Soccer 07'],
  ['fifa 2007 ps2', 'FIFA Soccer 07'],
  ['fifa ps2 2007', 'FIFA Soccer 07'],
  ['fifa 07 xbox', 'FIFA Soccer 07'],
  ['fifa socer 2007', 'FIFA Soccer 07'],
  ['fifa 1998', 'FIFA 98: Road to the Final'],
  ['fifa 2010', 'FIFA Soccer 10'],
  ['nba live 05', 'NBA Live 2005'],
  ['nba live 04', 'NBA Live 2004'],
  ['nba live 2006', 'NBA Live 06'],
  ['nba 2k09', 'NBA 2K9'],
  ['nba 2k9', 'NBA 2K9'],
  ['nba2k9', 'NBA 2K9'],
  ['nba 2008', 'NBA 2K8'],
  ['nba 09', 'NBA 09: The Inside'],
  ['nhl 2010', 'NHL 10'],
  ['nhl 10', 'NHL 10'],
  ['nhl 2k10', 'NHL 2K10'],
  ['king of fighters 1998', "The King of Fighters '98"],
  ['実況野球 2011', '実況野球2011'],
  ['scrabble 2007', 'Scrabble'],
  ['prey 2017', 'Prey (2017)'],
  ['prey 2006', 'Prey'],
  ['prey 2016', 'Prey (2017)'],
  ['doom 2016', 'Doom (2016)'],
  ['doom 1993', 'Doom'],
  ['doom 2016 pc', 'Doom (2016)'],
  ['doom 64', 'Doom 64'],
  ['doom 3', 'Doom 3'],
  ['street fighter 2', 'Street Fighter II'],
  ['street fighter 2008', 'Street Fighter IV'],
  ['portal 2', 'Portal 2'],
  ['1942', '1942'],
  ['2048', '2048'],
  ['battlefield 1942', 'Battlefield 1942'],
  ['final fantasy 7', 'Final Fantasy VII'],
  ['final fantasy VII', 'Final Fantasy VII'],
  ['final fantasy 13', 'Final Fantasy XIII'],
  ['gran legnd 12', 'Gran Legend XII'],
  ['final fantasy 2010', 'Final Fantasy XIII-2'],
  ['tetris 1989', 'Tetris'],
  ['resident evil 2002', 'Resident Evil'],
]

const SUGGESTED: [string, string][] = [
  ['madden 2004', 'Madden NFL 2004'],
  ['madden 04', 'Madden NFL 2004'],
  ['fifa 2007', 'FIFA Soccer 07'],
  ['nba live 05', 'NBA Live 2005'],
  ['nba 2k09', 'NBA 2K9'],
  ['nhl 2010', 'NHL 10'],
  ['doom 3', 'Doom 3'],
]

/** Describes the tests of a year at the end of a query that both search engines must pass. */
export function yearlyContract(name: string, open: (stores: TestStores) => Promise<EngineUnderTest>): void {
  describe(`a year at the end of a query with ${name}`, () => {
    const engine = engineOfGames(GAMES, open)
    const ask = (q: string, explain = false) => engine().search({ q, filters: {}, facets: [], limit: 20, explain })

    test.each(FOUND)('%s finds %s', async (q, title) => {
      const { hits, confident } = await ask(q)
      expect(hits[0]?.game.title).toBe(title)
      expect(confident).toBe(true)
    })

    test.each(SUGGESTED)('%s suggests %s', async (text, title) => {
      expect((await engine().suggest(text))[0]?.title).toBe(title)
    })

    test('the year is a hint of the release only behind the titles that have it', async () => {
      const found = (await ask('fifa 2007')).hits.map(({ game }) => game.title)
      expect(found.slice(0, 3)).toEqual(['FIFA Soccer 07', 'FIFA Street 2', 'FIFA Soccer 08'])
      expect(found).not.toContain('FIFA 98: Road to the Final')
    })

    test('every page follows the one before', async () => {
      const whole = await ask('fifa 2007')
      const first = await engine().search({ q: 'fifa 2007', filters: {}, facets: [], limit: 1 })
      const second = await engine().search({
        ...{ q: 'fifa 2007', filters: {}, facets: [], limit: 1 },
        ...(first.next && { after: first.next }),
      })
      expect([first, second].map(({ hits }) => hits[0]?.game.title)).toEqual(
        whole.hits.slice(0, 2).map(({ game }) => game.title),
      )
    })
  })
}
