import { describe, expect, test } from 'bun:test'
import { byYear } from '#catalogue/merge/dates'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, PartialDate } from '#catalogue/record'
import { aRecord } from '../match/records'

const day = (date: string): PartialDate => ({ date, precision: 'day' })
const year = (number: number): PartialDate => ({ date: `${number}-01-01`, precision: 'year' })

/** A record of a list whose name begins `from`; `on` makes its only release. */
const stated = (
  from: string,
  released: PartialDate,
  {
    on,
    trust = 50,
    title = 'Okami',
    origin,
    readYear,
    ...fields
  }: Partial<CatalogueRecord & MergeRecord> & { on?: string } = {},
): MergeRecord => ({
  ...aRecord(from, title, { released, ...(on && { releases: [{ platform: on, released }] }), ...fields }),
  trust,
  ...(origin && { origin }),
  ...(readYear && { readYear }),
})

const rulesOf = (records: MergeRecord[]) => {
  const { year: first, provenance } = mergeRecords(records)
  return [first, provenance.released?.losers.map(({ value, rule }) => [(value as PartialDate).date.slice(0, 4), rule])]
}

describe('the first release is', () => {
  test('the earliest date that an independent source is within a year of', () => {
    expect(
      rulesOf([
        stated('a/1/1', year(2006), { trust: 70 }),
        stated('b/1/1', year(2004)),
        stated('c/1/1', year(2005)),
        stated('d/1/1', year(2000)),
      ]),
    ).toEqual([2004, [['2000', 'unsupported']]])
  })

  test('never supported by a copy: lists of one origin have one voice', () => {
    const copies = ['b/1/1', 'b/2/1'].map((from) => stated(from, year(2000)))
    const copied = stated('c/1/1', year(2000), { origin: 'b' })
    const others = [stated('a/1/1', year(2006), { trust: 70 })]
    expect(rulesOf([...copies, copied, ...others])[0]).toBe(2006)
    expect(rulesOf([...copies, stated('c/1/1', year(2000)), ...others])[0]).toBe(2000)
  })

  test('the only one, and that of the most trusted source', () => {
    expect(rulesOf([stated('a/1/1', year(1999))])).toEqual([1999, []])
    expect(rulesOf([stated('a/1/1', year(1999), { trust: 70 }), stated('b/1/1', year(2006))])).toEqual([1999, []])
  })

  test('not moved by an edition or a port while the game itself is dated', () => {
    const edition = { title: 'Okami HD Remaster' }
    expect(rulesOf([stated('a/1/1', year(2006)), stated('b/1/1', year(2005), edition)])[0]).toBe(2006)
    expect(rulesOf([stated('a/1/1', year(2006)), stated('b/1/1', year(1999), edition)])).toEqual([
      2006,
      [['1999', 'edition']],
    ])
    const port = { relations: [{ relation: 'port_of', source: 'b', id: '2' }] } satisfies Partial<CatalogueRecord>
    expect(rulesOf([stated('a/1/1', year(2006)), stated('b/1/1', year(2005), port)])[0]).toBe(2006)
    expect(rulesOf([stated('b/1/1', year(2008), edition)])[0]).toBe(2008)
  })

  test('not the later date of an edition of equal trust', () => {
    const fields = { on: 'game-boy-color', title: 'Super Mario Bros. Deluxe' }
    expect(rulesOf([stated('a/1/1', year(1985), { on: 'nes' }), stated('a/1/2', year(1999), fields)])[0]).toBe(1985)
  })

  test('never before its platform: the release stays undated', () => {
    const game = mergeRecords([stated('a/1/1', year(2001), { on: 'ps4', trust: 90 })])
    expect(game.released).toBeUndefined()
    expect(game.releases).toEqual([{ platform: 'ps4', region: '', edition: '' }])
    const lost = { rule: 'before_platform', winners: [], losers: [{ rule: 'before_platform', value: year(2001) }] }
    expect(game.provenance).toMatchObject({ released: lost, 'releases.ps4.released': lost })
    expect(rulesOf([stated('a/1/1', year(2012), { on: 'ps4' })])[0]).toBe(2012)
    expect(
      rulesOf([stated('a/1/1', year(2001), { on: 'ps4', trust: 90 }), stated('b/1/1', year(2014), { on: 'ps4' })]),
    ).toEqual([2014, [['2001', 'before_platform']]])
  })

  test('never more than five years after its record was read, even if it is the only one', () => {
    const game = mergeRecords([stated('a/1/1', year(2099), { on: 'ps4', readYear: 2026 })])
    expect(game.released).toBeUndefined()
    expect(game.year).toBeUndefined()
    const lost = { rule: 'after_reading', winners: [], losers: [{ rule: 'after_reading', value: year(2099) }] }
    expect(game.provenance).toMatchObject({ released: lost, 'releases.ps4.released': lost })
    expect(rulesOf([stated('a/1/1', year(2031), { readYear: 2026 })])[0]).toBe(2031)
    expect(rulesOf([stated('a/1/1', year(2099), { readYear: 2026 }), stated('b/1/1', year(2027))])[0]).toBe(2027)
  })

  test('of the same year whatever the precision, and the most precise in it', () => {
    const records = [stated('a/1/1', year(2006), { trust: 70 }), stated('b/1/1', day('2007-01-03'), { trust: 60 })]
    expect(mergeRecords(records).released).toEqual(year(2006))
    expect(mergeRecords([...records, stated('c/1/1', day('2006-04-20'))]).released).toEqual(day('2006-04-20'))
  })

  test('the day of the most trusted source, if another one names the day before', () => {
    const records = [stated('a/1/1', day('2006-04-20'), { trust: 70 }), stated('b/1/1', day('2006-04-19'))]
    const { released, provenance } = mergeRecords(records)
    expect(released).toEqual(day('2006-04-20'))
    expect(provenance.released?.losers).toMatchObject([{ rule: 'time_zone', value: day('2006-04-19') }])
  })

  test('of two days that are one apart the one that more sources state', () => {
    const records = [stated('a/1/1', day('2006-04-20'), { trust: 70 })]
    const others = ['b/1/1', 'c/1/1'].map((from) => stated(from, day('2006-04-19')))
    expect(mergeRecords([...records, ...others]).released).toEqual(day('2006-04-19'))
  })

  test('the later of two days that are one apart, if sources as many and as trusted state each', () => {
    const records = [stated('a/1/1', day('2006-04-19')), stated('b/1/1', day('2006-04-20'))]
    const { released, provenance } = mergeRecords(records)
    expect(released).toEqual(day('2006-04-20'))
    expect(provenance.released?.losers).toMatchObject([{ rule: 'time_zone', value: day('2006-04-19') }])
  })

  test('no earlier day in the same year that nobody else states', () => {
    const records = [
      stated('a/1/1', day('2006-04-20'), { trust: 70 }),
      stated('b/1/1', day('2006-02-01')),
      stated('c/1/1', day('2006-02-20')),
    ]
    expect(mergeRecords(records).released).toEqual(day('2006-04-20'))
    expect(mergeRecords(records).provenance.released?.losers).toMatchObject([
      { rule: 'unsupported', value: day('2006-02-01') },
      { rule: 'unsupported', value: day('2006-02-20') },
    ])
    expect(mergeRecords([...records, stated('d/1/1', day('2006-02-20'))]).released).toEqual(day('2006-02-20'))
  })

  test('no 1 January or 31 December where another source says more', () => {
    const lists = [
      stated('a/1/1', day('2006-01-01'), { on: 'ps2', trust: 70 }),
      stated('b/1/1', day('2006-04-20'), { on: 'ps2' }),
    ]
    const game = mergeRecords(lists)
    expect(game).toMatchObject({ released: day('2006-04-20'), releases: [{ released: day('2006-04-20') }] })
    expect(game.provenance['releases.ps2.released']?.losers).toMatchObject([{ rule: 'year_in_day' }])
    const withYear = [stated('a/1/1', day('2006-12-31'), { trust: 70 }), stated('b/1/1', year(2006))]
    expect(mergeRecords(withYear).released).toEqual(year(2006))
    expect(mergeRecords(withYear.slice(0, 1)).released).toEqual(day('2006-12-31'))
  })
})

test('a release has the date that two sources come near, not that of a shop which sells it years later', () => {
  const pc = (from: string, released: PartialDate, more: object = {}) => stated(from, released, { on: 'pc', ...more })
  const shop = pc('a/1/1', day('2016-09-09'), { trust: 70 })
  const releasesOf = (...records: MergeRecord[]) => mergeRecords(records).releases.map(({ released }) => released?.date)
  const [list, other] = [pc('b/1/1', year(2006)), pc('c/1/1', day('2006-12-08'), { trust: 40 })]
  expect(releasesOf(shop, list, other)).toEqual(['2006-12-08'])
  expect(
    mergeRecords([shop, pc('b/1/1', year(2006)), pc('c/1/1', year(2007))]).provenance['releases.pc.released']?.rule,
  ).toBe('earliest')
  expect(releasesOf(shop, list)).toEqual(['2016-09-09'])
  expect(releasesOf(shop, list, { ...other, origin: 'b' })).toEqual(['2016-09-09'])
  expect(releasesOf(pc('a/1/1', year(2007), { trust: 70 }), list, other)).toEqual(['2007-01-01'])
})

test('among dates of equal trust a release has the earliest, never the latest', () => {
  const releases = [year(2009), year(2006)].map((released, at) =>
    stated(`a/1/${at}`, released, { on: 'ps2', summary: 'equal' }),
  )
  const game = mergeRecords(releases)
  expect(game.releases).toMatchObject([{ released: year(2006) }])
  expect(game.provenance['releases.ps2.released']?.rule).toBe('earliest')
})

test('dates are ordered by year, then the more precise first, with days that may be years last', () => {
  const dates = [year(2005), day('2006-03-01'), day('2006-05-01'), year(2006), day('2006-01-01'), year(2007)]
  expect(dates.toReversed().sort(byYear)).toEqual(dates)
})
