import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { DIMENSIONS, type Embedding, embeddingOf, embeddingText } from '#catalogue/similar/embedding'
import { rankSimilar, type SimilarCandidate } from '#catalogue/similar/rank'
import { reasonText, similarityReasons } from '#catalogue/similar/reasons'
import { type Describable, traitsOf } from '#catalogue/similar/traits'

const NOTHING = { series: [], developers: [], publishers: [], genres: [], platforms: [], tags: [] }
const aGame = (title: string, known: Partial<Describable> = {}): Describable => ({ title, ...NOTHING, ...known })

const embed = (game: Describable): Embedding => embeddingOf(traitsOf(game))

function similarityOf(one: Describable, other: Describable): number {
  const theirs = new Map(embed(other))
  return embed(one).reduce((sum, [position, value]) => sum + value * (theirs.get(position) ?? 0), 0)
}

const slugs = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
const anyGame: fc.Arbitrary<Describable> = fc.record({
  title: fc.string(),
  year: fc.option(fc.integer({ min: 1950, max: 2100 })),
  series: slugs,
  developers: slugs,
  publishers: slugs,
  genres: slugs,
  platforms: slugs,
  tags: slugs,
})

describe('the traits of a game', () => {
  test.each([
    ['Portal 2', ['portal'], ['portal']],
    ['Doom II: Hell on Earth', ['doom'], ['doom', 'earth', 'hell', 'on']],
    ['Final Fantasy XIII-2', ['final fantasy'], ['fantasy', 'final']],
    ['The Legend of Zelda: Ocarina of Time', ['legend zelda'], ['legend', 'ocarina', 'time', 'zelda']],
    ['FIFA Soccer 2004', ['fifa soccer'], ['fifa', 'soccer']],
    ['1942', ['1942'], []],
    ['Doom (2016)', ['doom'], ['doom']],
    ['Тетрис', ['tetris'], ['tetris']],
  ])('of %s are its name and its words', (title, name, word) => {
    expect(traitsOf(aGame(title))).toMatchObject({ name, word })
  })

  test('share an era if the years are near', () => {
    const eras = (year: number) => new Set(traitsOf(aGame('x', { year })).era)
    expect(eras(1998).intersection(eras(1999)).size).toBe(2)
    expect(eras(1998).intersection(eras(2001)).size).toBe(1)
    expect(eras(1998).intersection(eras(2006)).size).toBe(0)
    expect(traitsOf(aGame('x')).era).toEqual([])
  })

  test('include tags in any spelling, except those that name a genre of the game', () => {
    const tags = ['rpg', 'open-world', 'co-op', 'coop']
    expect(traitsOf(aGame('x', { tags })).tag).toEqual(['coop', 'openworld', 'rpg'])
    expect(traitsOf(aGame('x', { tags, genres: ['role-playing'] })).tag).toEqual(['coop', 'openworld'])
  })

  test('are at most a hundred of a kind', () => {
    const platforms = Array.from({ length: 5000 }, (_, at) => `p${at}`)
    expect(traitsOf(aGame('x', { platforms })).platform).toHaveLength(100)
  })
})

describe('an embedding', () => {
  test('has length 1, positions that rise within bounds, and does not depend on the order of what is known', () => {
    fc.assert(
      fc.property(anyGame, (game) => {
        const embedding = embed(game)
        const positions = embedding.map(([position]) => position)
        expect(positions).toEqual(positions.toSorted((a, b) => a - b))
        for (const position of positions) expect(position >= 1 && position <= DIMENSIONS).toBe(true)
        if (embedding.length > 0) expect(Math.hypot(...embedding.map(([, value]) => value))).toBeCloseTo(1, 9)
        const turned = { ...game, genres: game.genres.toReversed(), platforms: [...game.platforms, ...game.platforms] }
        expect(embed(turned)).toEqual(embedding)
      }),
    )
  })

  test('gives a symmetric similarity, which is highest for the game itself', () => {
    fc.assert(
      fc.property(anyGame, anyGame, (one, other) => {
        expect(similarityOf(one, other)).toBeCloseTo(similarityOf(other, one), 9)
        expect(similarityOf(one, other)).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  test('is formatted for pgvector, also without traits', () => {
    expect(
      embeddingText([
        [3, 0.6],
        [9, 0.8],
      ]),
    ).toBe('{3:0.6,9:0.8}/1000000000')
    expect(embeddingText([])).toBe('{}/1000000000')
  })

  test('ranks a shared series above a developer, and a developer above a platform', () => {
    const asked = aGame('Alpha', { series: ['s'], developers: ['d'], genres: ['g'], platforms: ['pc'], year: 2000 })
    const sequel = aGame('Beta', { series: ['s'], platforms: ['ps2'] })
    const sibling = aGame('Gamma', { developers: ['d'], genres: ['h'], platforms: ['ps2'] })
    const stranger = aGame('Delta', { developers: ['e'], genres: ['h'], platforms: ['pc'] })
    expect(similarityOf(asked, sequel)).toBeGreaterThan(similarityOf(asked, sibling))
    expect(similarityOf(asked, sibling)).toBeGreaterThan(similarityOf(asked, stranger))
  })
})

describe('reasons', () => {
  test('count what is shared, and a name instead of its words; genres, platforms and single words of long titles alone are none', () => {
    const one = aGame('Doom', { developers: ['id'], genres: ['shooter', 'action'], platforms: ['pc'] })
    const other = aGame('Doom II', {
      developers: ['id', 'x'],
      genres: ['action', 'shooter', 'horror'],
      platforms: ['pc'],
    })
    expect(similarityReasons(traitsOf(one), traitsOf(other)).map(reasonText)).toEqual([
      'same name',
      'same developer',
      '2 shared genres',
      '1 shared platform',
    ])
    const kindred = { genres: ['action', 'puzzle', 'racing'], platforms: ['pc', 'ps2'], year: 2000 }
    expect(
      similarityReasons(traitsOf(aGame('Doom', kindred)), traitsOf(aGame('Blood', kindred))).map(reasonText),
    ).toEqual([])
    const tagged = { genres: ['action'], tags: ['action', 'gore', 'dark', 'classic'] }
    expect(
      similarityReasons(traitsOf(aGame('Doom', tagged)), traitsOf(aGame('Blood', tagged))).map(reasonText),
    ).toEqual(['1 shared genre', '3 shared tags'])
    expect(similarityReasons(traitsOf(aGame('Dark Souls')), traitsOf(aGame('Dark Sun'))).map(reasonText)).toEqual([
      '1 shared title word',
    ])
    expect(
      similarityReasons(traitsOf(aGame('Dark Souls')), traitsOf(aGame('Tales of the Dark Sea'))).map(reasonText),
    ).toEqual([])
    expect(similarityReasons(traitsOf(one), traitsOf(aGame('Tetris'))).map(reasonText)).toEqual([])
    expect(similarityReasons(traitsOf(one), traitsOf(aGame('Tetris', { platforms: ['pc'] }))).map(reasonText)).toEqual(
      [],
    )
  })
})

describe('the similar games of a list', () => {
  const near = (title: string, similarity: number, popularity: number | null = null): SimilarCandidate => ({
    ...aGame(title, { genres: ['g'], developers: ['d'] }),
    slug: title.toLowerCase(),
    similarity,
    popularity,
  })
  const asked = aGame('Skyrim', { genres: ['g'], developers: ['d'], year: 2011 })
  const titles = (games: SimilarCandidate[]) => rankSimilar(asked, games).map(({ game }) => game.title)

  test('are ordered by similarity, then by players, then by slug', () => {
    const games = [near('B', 0.5), near('A', 0.5), near('Liked', 0.501, 9), near('Nearest', 0.9)]
    expect(titles(games)).toEqual(['Nearest', 'Liked', 'A', 'B'])
  })

  test('are no other edition of the same game, but may have the same title', () => {
    expect(titles([near('Skyrim Special Edition', 0.9), near('Skyrim: Game of the Year Edition', 0.9)])).toEqual([])
    expect(titles([near('Skyrim', 0.8)])).toEqual(['Skyrim'])
  })

  test('have more in common than two games by chance', () => {
    expect(titles([near('Distant', 0.09)])).toEqual([])
    expect(rankSimilar(aGame('Else'), [near('Nothing Shared', 0.5)])).toEqual([])
    expect(rankSimilar(aGame('Else', { genres: ['g'], platforms: ['pc'] }), [near('One Genre', 0.6)])).toEqual([])
  })
})
