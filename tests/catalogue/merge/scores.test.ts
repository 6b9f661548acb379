import { describe, expect, test } from 'bun:test'
import { type MergeRecord, mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, Score } from '#catalogue/record'
import { aRecord } from '../match/records'

const stated = (from: string, trust: number, fields: Partial<CatalogueRecord>, title = 'Portal 2'): MergeRecord => ({
  ...aRecord(from, title, fields),
  trust,
})
const users = (from: string, trust: number, score: Score, platform = 'pc') =>
  stated(from, trust, { users: score, releases: [{ platform }] })

const rulesOf = (records: MergeRecord[], field: 'score.users' | 'genres') =>
  mergeRecords(records).provenance[field]?.losers.map(({ rule }) => rule)

describe('a score is', () => {
  test('the mean of all pages of a source, weighted by votes, each page once', () => {
    const pages = [
      users('metacritic/2019/1', 70, { value: 90, votes: 300 }),
      users('metacritic/2020/1', 70, { value: 90, votes: 300 }),
      users('metacritic/2020/2', 70, { value: 70, votes: 100 }, 'ps3'),
      users('metacritic/2020/3', 70, { value: 10 }, 'mac'),
    ]
    expect(mergeRecords(pages)).toMatchObject({ users: 85, votes: 400 })
  })

  test('of 50 votes or more before one of fewer, however trusted', () => {
    const records = [users('a/1/1', 90, { value: 40, votes: 49 }), users('b/1/1', 30, { value: 80, votes: 50 })]
    expect(mergeRecords(records).users).toBe(80)
    expect(rulesOf(records, 'score.users')).toEqual(['few_votes'])
    const [few = users('a/1/1', 90, { value: 40 })] = records
    expect(mergeRecords([few, users('b/1/1', 30, { value: 80, votes: 3 })]).users).toBe(40)
  })

  test('a mean before a share of positive votes, which is marked', () => {
    const share = users('steam/1/1', 90, { value: 98.6, votes: 122_000, isShare: true })
    const records = [share, users('rawg/1/1', 55, { value: 91.8, votes: 40 })]
    expect(mergeRecords(records)).toMatchObject({ users: 91.8, votes: 40 })
    expect(rulesOf(records, 'score.users')).toEqual(['positive_share'])
    expect(mergeRecords([share]).provenance['score.users']?.winners[0]?.value).toMatchObject({ isShare: true })
  })

  test('never 0 or 100 of two votes', () => {
    const fluke = [users('a/1/1', 90, { value: 100, votes: 2 })]
    expect(mergeRecords(fluke).users).toBeUndefined()
    expect(rulesOf(fluke, 'score.users')).toEqual(['few_votes'])
    expect(mergeRecords([users('a/1/1', 90, { value: 90, votes: 2 })]).users).toBe(90)
  })

  test('that of an edition only where the game itself has none', () => {
    const edition = stated('a/1/1', 90, { users: { value: 95, votes: 900 } }, 'Portal 2: Gold Edition')
    expect(mergeRecords([edition]).users).toBe(95)
    expect(mergeRecords([edition, users('b/1/1', 30, { value: 80, votes: 60 })]).users).toBe(80)
  })
})

describe('a genre', () => {
  const genres = (from: string, trust: number, ...words: string[]) => stated(from, trust, { genres: words })
  const others = [genres('a/1/1', 70, 'puzzle'), genres('b/1/1', 60, 'puzzle', 'shooter')]

  test('that the least trusted of three sources alone states is none', () => {
    const records = [...others, genres('c/1/1', 30, 'puzzle', 'sports')]
    expect(mergeRecords(records).genres).toEqual(['puzzle', 'shooter'])
    expect(rulesOf(records, 'genres')).toEqual(['lone_genre'])
  })

  test('stays with fewer sources, with copies, and among the least trusted two', () => {
    const [one = genres('a/1/1', 70)] = others
    expect(mergeRecords([one, genres('c/1/1', 30, 'sports')]).genres).toEqual(['puzzle', 'sports'])
    const copy = { ...genres('b/1/1', 60, 'puzzle'), origin: 'a' }
    expect(mergeRecords([{ ...one, origin: 'a' }, copy, genres('c/1/1', 30, 'sports')]).genres).toContain('sports')
    expect(mergeRecords([...others, genres('c/1/1', 60, 'sports')]).genres).toContain('sports')
  })

  test('that one of four sources alone states is none, unless it is the most trusted', () => {
    const records = [...others, genres('c/1/1', 60, 'puzzle', 'sports'), genres('d/1/1', 60, 'shooter')]
    expect(mergeRecords(records).genres).toEqual(['puzzle', 'shooter'])
    expect(rulesOf(records, 'genres')).toEqual(['lone_genre'])
    expect(mergeRecords([...records, genres('e/1/1', 90, 'party')]).genres).toContain('party')
    const every = ['action', 'puzzle', 'racing', 'sports'].map((word, at) => genres(`${at}/1/1`, 60, word))
    expect(mergeRecords(every).genres).toHaveLength(4)
  })

  test('that few sources have a word for stays if another source states what it is a kind of', () => {
    const known = [genres('d/1/1', 55, 'adventure'), genres('e/1/1', 50, 'puzzle', 'adventure')]
    const records = [...others, ...known, genres('c/1/1', 30, 'visual-novel', 'moba')]
    expect(mergeRecords(records).genres).toEqual(['puzzle', 'adventure', 'visual-novel'])
  })

  test('in a column of tags counts only where nobody else states genres', () => {
    const unknown = {
      genres: 'Co-op,Funny,First-Person,Story Rich,Sci-fi,Female Protagonist,Atmospheric,Robots,Space'.split(','),
    }
    const tags = stated('c/1/1', 90, { genres: ['casual', 'party'], unknown })
    expect(mergeRecords([...others, tags]).genres).toEqual(['puzzle', 'shooter'])
    expect(rulesOf([...others, tags], 'genres')).toEqual(['tags'])
    expect(mergeRecords([tags]).genres).toEqual(['casual', 'party'])
  })
})
