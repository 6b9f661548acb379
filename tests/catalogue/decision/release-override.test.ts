import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseOverride } from '#catalogue/decision/overridable'
import { applyOverrides, type Override, releaseOverrides } from '#catalogue/decision/override'
import { type MergeRecord, mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, PartialDate } from '#catalogue/record'
import { aRecord } from '../match/records'

const day = (date: string): PartialDate => ({ date, precision: 'day' })
const year = (number: number): PartialDate => ({ date: `${number}-01-01`, precision: 'year' })

const given = (from: string, fields: Partial<CatalogueRecord>, trust = 50): MergeRecord => ({
  ...aRecord(from, 'Okami', fields),
  trust,
})

const SALES = given('sales/1/1', { releases: [{ platform: 'ps2', released: year(2005), salesCopies: 500 }] }, 80)
const PORT = given('shop/1/1', { releases: [{ platform: 'wii', released: day('2008-04-15'), salesCopies: 10 }] })
const WHOLE = given('wiki/1/1', { released: year(2005), releases: [{ platform: 'ps2' }, { platform: 'wii' }] })
const RECORDS = [SALES, PORT, WHOLE]

const override = (field: string, value: unknown, at = '2026-01-01T00:00:00.000Z'): Override => ({
  field,
  value,
  author: 'ada',
  reason: 'I own it',
  at,
})

/** The game as it is decided: releases while merging, everything else after. */
const overridden = (overrides: readonly Override[], records: readonly MergeRecord[] = RECORDS) =>
  applyOverrides(mergeRecords(records, releaseOverrides(overrides)), overrides)

describe('an override of the releases on a platform', () => {
  test('replaces the releases that sources state on it, and no others', () => {
    const { releases, provenance } = overridden([
      override('releases.ps2', [{ region: 'Japan', edition: null, released: day('2006-04-20'), salesCopies: 7 }]),
    ])
    expect(releases).toEqual([
      { platform: 'ps2', region: 'jp', edition: '', released: day('2006-04-20'), salesCopies: 7 },
      { platform: 'wii', region: '', edition: '', released: day('2008-04-15'), salesCopies: 10 },
    ])
    expect(provenance['releases.ps2']).toMatchObject({
      rule: 'lock',
      winners: [],
      losers: [
        { by: { source: 'sales' }, value: [{ platform: 'ps2', released: year(2005), salesCopies: 500 }] },
        { by: { source: 'wiki' }, value: [{ platform: 'ps2' }] },
      ],
      lock: { author: 'ada', reason: 'I own it', at: '2026-01-01T00:00:00.000Z' },
    })
    expect(provenance.releases?.winners.map(({ value }) => value)).toEqual([['releases.wii']])
    expect(Object.keys(provenance).filter((name) => name.startsWith('releases.ps2'))).toEqual(['releases.ps2'])
  })

  test('keeps the value of the sources where it has none, and makes a value unknown by null', () => {
    expect(overridden([override('releases.ps2', [{ released: day('2006-04-20') }])]).releases[0]?.salesCopies).toBe(500)
    const unknown = overridden([override('releases.ps2', [{ released: null, salesCopies: null }])])
    expect(unknown.releases[0]).toEqual({ platform: 'ps2', region: '', edition: '' })
  })

  test('may add a platform that no source states, or remove one', () => {
    const platforms = (field: string, value: unknown) =>
      overridden([override(field, value)]).releases.map(({ platform }) => platform)
    expect(platforms('releases.ps4', [{ released: year(2017) }])).toEqual(['ps2', 'ps4', 'wii'])
    expect(platforms('releases.wii', [])).toEqual(['ps2'])
  })

  test('wins over an earlier one, whatever their order', () => {
    const overrides = [
      override('releases.ps2', [{ released: year(2007) }], '2026-02-01T00:00:00.000Z'),
      override('releases.ps2', []),
      override('releases.wii', []),
    ]
    expect(overridden(overrides)).toEqual(overridden(overrides.toReversed()))
    expect(overridden(overrides).releases.map(({ released }) => released)).toEqual([year(2007)])
  })
})

describe('overridden releases determine', () => {
  test('the first release, later as well as earlier, even if a source gives the replaced date to the whole game', () => {
    for (const released of [day('2006-04-20'), day('2001-01-31')]) {
      const game = overridden([override('releases.ps2', [{ released }])])
      expect(game).toMatchObject({ released, year: Number(released.date.slice(0, 4)) })
      expect(game.provenance.released?.rule).toBe('lock')
    }
  })

  test('no first release later than one on another platform, or than another date of the whole game', () => {
    const fixed = [override('releases.ps2', [{ released: year(2010) }])]
    const game = overridden(fixed)
    expect(game.released).toEqual(day('2008-04-15'))
    expect(game.provenance.released).toMatchObject({ rule: 'earliest', winners: [{ by: { source: 'shop' } }] })
    const arcade = (trust: number) => given('old/1/1', { released: year(2003) }, trust)
    expect(overridden(fixed, [SALES, PORT, arcade(60)]).year).toBe(2003)
    expect(overridden(fixed, [SALES, PORT, arcade(10)]).year).toBe(2008)
  })

  test('the first release once all releases of a source that dates the whole game are overridden', () => {
    const one = given('a/1/1', { released: year(2011), releases: [{ platform: 'pc' }, { platform: 'mac' }] })
    const later = (platform: string) => override(`releases.${platform}`, [{ released: year(2012) }])
    expect(overridden([later('pc')], [one]).year).toBe(2011)
    expect(overridden([later('pc'), later('mac')], [one]).year).toBe(2012)
  })

  test('the copies sold, unless a source has a larger figure for the whole game and only overrides have copies', () => {
    const game = overridden([override('releases.ps2', [{ salesCopies: 600 }])])
    expect(game.salesCopies).toBe(610)
    expect(game.provenance.salesCopies).toMatchObject({ rule: 'lock', winners: [{ by: { source: 'shop' } }] })
    const whole = [given('a/1/1', { salesCopies: 1000 })]
    expect(overridden([override('releases.ps2', [{ salesCopies: 600 }])], whole).salesCopies).toBe(1000)
    expect(overridden([override('releases.ps2', [{ salesCopies: 2000 }])], whole).salesCopies).toBe(2000)
    expect(overridden([override('releases.ps2', [{ salesCopies: 0 }])], [given('a/1/1', {})]).salesCopies).toBe(0)
  })

  test('no field that is overridden itself', () => {
    const game = overridden([
      override('releases.ps2', [{ released: year(2001), salesCopies: 1 }]),
      override('released', year(1999)),
      override('salesCopies', 5),
    ])
    expect(game).toMatchObject({ year: 1999, salesCopies: 5 })
  })
})

describe('an invalid override of releases', () => {
  test.each<[string, unknown, string]>([
    ['releases', [], 'one platform at a time'],
    ['releases.', [], 'one platform at a time'],
    ['releases.playstation-two', [], 'one platform at a time'],
    ['releases.PS2', [], 'one platform at a time'],
    ['releases.ps2', null, 'releases.ps2 must be a list'],
    ['releases.ps2', [2006], 'must be { region, edition, released, salesCopies }'],
    ['releases.ps2', [{ year: 2006 }], 'releases.ps2'],
    ['releases.ps2', [{ platform: 'wii' }], 'must list releases on ps2 only'],
    ['releases.ps2', [{ released: '2006' }], 'must be { date, precision }'],
    ['releases.ps2', [{ released: { date: '2006-02-30', precision: 'day' } }], 'must be a d'],
    ['releases.ps2', [{ salesCopies: -1 }], 'must be from 0 to'],
    ['releases.ps2', [{ salesCopies: 1.5 }], 'must be a whole number'],
    ['releases.ps2', [{ edition: ' ' }], 'must be a text that is not empty'],
    ['releases.ps2', [{ edition: 'x'.repeat(101) }], 'must have at most 100 characters'],
    ['releases.ps2', [{ region: 'Japan' }, { region: 'jp' }], 'must list each region and edition once'],
    ['releases.ps2', [{}, { region: 'Worldwide', edition: null }], 'must list each region and edition once'],
  ])('%s = %p is refused with a sentence', (field, value, says) => {
    const parsed = parseOverride(field, value)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.message).toContain(says)
  })

  test('and a stored override can be parsed again', () => {
    const shown = [{ platform: 'ps2', region: 'Japan', edition: null, released: null, salesCopies: null }]
    const stored = parseOverride('releases.ps2', shown)
    if (!stored.ok) throw new Error(stored.message)
    expect(parseOverride('releases.ps2', stored.value)).toEqual(stored)
  })
})

test('the order of the records does not matter', () => {
  const overrides = [
    override('releases.ps2', [{ released: year(2006) }, { region: 'jp' }]),
    override('releases.wii', []),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(RECORDS, { minLength: 3 }), (records) =>
      expect(overridden(overrides, records)).toEqual(overridden(overrides)),
    ),
  )
})
