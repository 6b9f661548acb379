import { describe, expect, test } from 'bun:test'
import * as v from 'valibot'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { igdbReleases } from '#seed/sources/igdb/releases'
import { IgdbRow } from '#seed/sources/igdb/row'

const recordOf = (fields: Record<string, unknown>) =>
  igdbReleases(v.parse(IgdbRow, { id: 7, name: 'Elite', ...fields }), standardVocabulary)

const day = (date: string) => ({ date, precision: 'day' })

describe('a date', () => {
  test.each([
    ['as it is written', { human: 'Jan 01, 2020', date: 0 }, day('2020-01-01')],
    ['a quarter as it is written', { human: 'Q3 2020' }, { date: '2020-07-01', precision: 'quarter' }],
    ['none where it is to be determined', { human: 'TBD', date: 1_577_836_800, y: 2020 }, undefined],
    ['a day by its format', { human: '2004-Mar-19', date: 1_079_654_400, category: 0 }, day('2004-03-19')],
    [
      'a month by its format',
      { date: 1_079_654_400, date_format: { id: 1 } },
      { date: '2004-03-01', precision: 'month' },
    ],
    ['a year by its format', { date: 1_079_654_400, date_format: 2 }, { date: '2004-01-01', precision: 'year' }],
    ['a quarter by its format', { date: 1_079_654_400, date_format: 3 }, { date: '2004-01-01', precision: 'quarter' }],
    ['the year where no more is said', { date: 1_079_654_400, y: 2004 }, { date: '2004-01-01', precision: 'year' }],
  ])('of a release is %s', (_, date, expected) => {
    const { releases, released } = recordOf({ release_dates: [{ platform: { name: 'Amiga' }, ...date }] })
    expect(releases).toEqual([{ platform: 'amiga', ...(expected && { released: expected }) }] as typeof releases)
    expect(released).toEqual(expected as typeof released)
  })

  test.each([
    ['a day', 1_474_416_000, day('2016-09-21')],
    ['the year, on its last day', 1_514_678_400, { date: '2017-01-01', precision: 'year' }],
    ['the quarter, on its last day', 1_467_244_800, { date: '2016-04-01', precision: 'quarter' }],
    ['the month, on its last day', 1_456_704_000, { date: '2016-02-01', precision: 'month' }],
  ])('of a first release alone is %s', (_, seconds, expected) => {
    expect(recordOf({ first_release_date: seconds }).released).toEqual(expected as CatalogueRecord['released'])
  })

  test('is the earliest of one platform and region, without cancelled ones', () => {
    const on = (human: string, more = {}) => ({ platform: 6, release_region: 5, human, ...more })
    const release_dates = [on('2021'), on('Mar 02, 2020'), on('Jan 01, 2019', { status: { id: 5, name: 'Cancelled' } })]
    expect(recordOf({ release_dates }).releases).toEqual([
      { platform: 'pc', region: 'jp', released: { date: '2020-03-02', precision: 'day' } },
    ])
  })
})
