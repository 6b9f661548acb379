import { describe, expect, test } from 'bun:test'
import { standardVocabulary as vocabulary } from '#catalogue/vocabulary/lookup'
import { mapMetacritic } from '#seed/sources/metacritic/map'
import type { MetacriticRow } from '#seed/sources/metacritic/row'

const PORTAL: MetacriticRow = {
  title: 'Portal 2',
  platform: 'PC',
  released: 'Apr 18, 2011',
  genre: 'Action',
  developer: 'Valve Software',
  rating: 'E10+',
  criticScore: '95',
  criticVotes: ['51', '1', '0'],
  userScore: '90',
  userBest: 100,
  userVotes: ['1700', '107', '19'],
}
const released = { date: '2011-04-18', precision: 'day' as const }
const RECORD = {
  title: 'Portal 2',
  released,
  releases: [{ platform: 'pc', released }],
  genres: ['action'],
  developers: ['Valve Software'],
  critics: { value: 95, votes: 52 },
  users: { value: 90, votes: 1826 },
  popularity: 4_565_000,
  ratings: [{ board: 'esrb', rating: 'E10+' }],
}

const map = (row: Partial<MetacriticRow>) => mapMetacritic({ ...PORTAL, ...row }, { vocabulary })
const without = (...fields: (keyof typeof RECORD)[]) =>
  Object.fromEntries(Object.entries(RECORD).filter(([field]) => !fields.some((left) => left === field)))

describe('a row becomes a game', () => {
  test.each<[string, Partial<MetacriticRow>, object]>([
    ['as it stands', {}, RECORD],
    ['with a space after its title', { title: 'Portal 2 ' }, RECORD],
    ['with a decimal comma', { userScore: '9,00', userBest: 10 }, RECORD],
    ['with a user score to be decided', { userScore: 'tbd', userVotes: [''] }, without('users', 'popularity')],
    [
      'without votes',
      { userVotes: [], criticVotes: [] },
      { ...without('popularity'), critics: { value: 95 }, users: { value: 90 } },
    ],
    ['without a date', { released: '' }, { ...without('released'), releases: [{ platform: 'pc' }] }],
    [
      'with its platform written in full',
      { platform: 'PlayStation 2' },
      { ...RECORD, releases: [{ platform: 'ps2', released }] },
    ],
    ['on a piece of its title', { platform: '2003' }, { ...without('releases'), unknown: { platforms: ['2003'] } }],
    ['without a platform', { platform: '' }, without('releases')],
    ['with a theme for a genre', { genre: 'Modern' }, { ...without('genres'), unknown: { genres: ['Modern'] } }],
    ['with a genre of Metacritic alone', { genre: 'GT / Street' }, { ...RECORD, genres: ['racing'] }],
    [
      'with two unknown words',
      { genre: '3D', platform: 'Remake' },
      { ...without('genres', 'releases'), unknown: { genres: ['3D'], platforms: ['Remake'] } },
    ],
    ['with a rating still to come', { rating: 'RP' }, without('ratings')],
  ])('%s', (_, row, record) => expect(map(row)).toMatchObject({ ok: true, record }))

  test('and contains nothing that is not in the row', () => {
    const bare = map({
      released: '',
      genre: '',
      developer: '',
      rating: '',
      criticScore: '',
      userScore: 'tbd',
      userVotes: [],
    })
    expect(bare).toEqual({
      ok: true,
      key: 'portal 2|pc',
      record: { title: 'Portal 2', releases: [{ platform: 'pc' }] },
    })
  })
})

test.each<[Partial<MetacriticRow>, string]>([
  [{}, 'portal 2|pc|2011-04-18'],
  [{ released: '' }, 'portal 2|pc'],
  [{ platform: 'Remake' }, 'portal 2|remake|2011-04-18'],
])('%j is known by the key %s', (row, key) => expect(map(row)).toMatchObject({ ok: true, key }))

describe('a row is refused', () => {
  test.each<[string, string, Partial<MetacriticRow>]>([
    ['missing_title', 'title', { title: '' }],
    ['destroyed_text', 'title', { title: 'Pok\ufffdmon' }],
    ['invalid_date', 'released', { released: 'Feb 30, 2004' }],
    ['invalid_number', 'critics', { criticScore: '101' }],
    ['invalid_number', 'critics', { criticVotes: ['few'] }],
    ['invalid_number', 'users', { userScore: '11', userBest: 10 }],
  ])('%s of %s', (code, field, row) => expect(map(row)).toMatchObject({ ok: false, reject: { code, field } }))
})
