import { describe, expect, test } from 'bun:test'
import { excessOf } from '#catalogue/limits'
import type { CatalogueRecord } from '#catalogue/record'

const judge = (record: Partial<CatalogueRecord>, key = 'elite') => {
  const whole = { title: 'Elite', ...record }
  return excessOf(key, whole, JSON.stringify(whole))
}
const long = 'x'.repeat(301)

const dlc = (id: string) => ({ relation: 'has_dlc', source: 'steam', id }) as const

describe('a record is kept', () => {
  test.each<[string, Partial<CatalogueRecord>]>([
    [
      'of ordinary size',
      { developers: ['Acornsoft'], users: { value: 90, votes: 8_000_000 }, popularity: 300_000_000 },
    ],
    ['with a title of 300 characters', { title: 'x'.repeat(300) }],
    ['with a DLC for every song', { relations: Array.from({ length: 3000 }, (_, at) => dlc(String(at))) }],
    ['with pictures and other scripts', { title: '😀 萌盟大冒险' }],
    ['whose text holds a backslash and what looks like an escape', { title: 'C:\\ud800 \\u0000' }],
  ])('%s', (_, record) => expect(judge(record)).toBeUndefined())
})

describe('a record is refused', () => {
  test.each<[string, Partial<CatalogueRecord>, string, string]>([
    ['for a title nobody could type', { title: long }, 'too_long', 'title'],
    ['for the name of a company', { publishers: ['Fine', long] }, 'too_long', 'publishers'],
    ['for a word no vocabulary holds', { unknown: { platforms: [long] } }, 'too_long', 'platforms'],
    ['for an id', { externalIds: { steam: long } }, 'too_long', 'externalIds'],
    ['for an edition', { releases: [{ platform: 'pc', edition: long }] }, 'too_long', 'releases'],
    ['for a region', { releases: [{ platform: 'pc', region: long }] }, 'too_long', 'releases'],
    ['for a rating', { ratings: [{ board: 'esrb', rating: long }] }, 'too_long', 'ratings'],
    ['for tags without end', { tags: Array(201).fill('vr') }, 'too_many', 'tags'],
    ['for a list without end', { developers: Array(201).fill('Dev') }, 'too_many', 'developers'],
    ['for the id of another work', { relations: [dlc(long)] }, 'too_long', 'relations'],
    ['for relations without end', { relations: Array(20_001).fill(dlc('1')) }, 'too_many', 'relations'],
    ['for votes beyond all players', { users: { value: 1, votes: 3_000_000_000 } }, 'out_of_range', 'users'],
    ['for more players than people', { popularity: 1e12 }, 'out_of_range', 'popularity'],
    ['for copies of one platform', { releases: [{ platform: 'pc', salesCopies: 1e300 }] }, 'out_of_range', 'releases'],
    ['for more copies than any game has sold', { salesCopies: 2e9 }, 'out_of_range', 'salesCopies'],
    ['for fewer than none', { releases: [{ platform: 'pc', salesCopies: -1 }] }, 'out_of_range', 'releases'],
    ['for players below 0', { popularity: -5 }, 'out_of_range', 'popularity'],
    ['for half of a surrogate pair', { title: 'A\ud800' }, 'unstorable_text', 'record'],
    ['for a NUL', { summary: 'a\0b' }, 'unstorable_text', 'record'],
  ])('%s', (_, record, code, field) => expect(judge(record)).toMatchObject({ code, field }))

  test('for a key that no index can hold', () => {
    expect(judge({}, 'k'.repeat(601))).toMatchObject({ code: 'too_long', field: 'key' })
  })
})
