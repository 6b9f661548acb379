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

const lock = (field: string, value: unknown, at = '2026-01-01T00:00:00.000Z'): Override => ({
  field,
  value,
  author: 'ada',
  reason: 'I own it',
  at,
})

/** The game as it is decided: releases while merging, everything else after. */
const locked = (locks: readonly Override[], records: readonly MergeRecord[] = RECORDS) =>
  applyOverrides(mergeRecords(records, releaseOverrides(locks)), locks)

describe('the releases that a person states for a platform', () => {
  test('take the place of what sources state for it, and leave those on other platforms alone', () => {
    const { releases, provenance } = locked([
      lock('releases.ps2', [{ region: 'Japan', edition: null, released: day('2006-04-20'), salesCopies: 7 }]),
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

  test('may leave out what the sources are to go on stating, and may say that nobody knows', () => {
    expect(locked([lock('releases.ps2', [{ released: day('2006-04-20') }])]).releases[0]?.salesCopies).toBe(500)
    const unknown = locked([lock('releases.ps2', [{ released: null, salesCopies: null }])])
    expect(unknown.releases[0]).toEqual({ platform: 'ps2', region: '', edition: '' })
  })

  test('may be on a platform that no source knows of, or say that it never came out on one', () => {
    const platforms = (field: string, value: unknown) =>
      locked([lock(field, value)]).releases.map(({ platform }) => platform)
    expect(platforms('releases.ps4', [{ released: year(2017) }])).toEqual(['ps2', 'ps4', 'wii'])
    expect(platforms('releases.wii', [])).toEqual(['ps2'])
  })

  test('are those stated last, in whatever order they come', () => {
    const locks = [
      lock('releases.ps2', [{ released: year(2007) }], '2026-02-01T00:00:00.000Z'),
      lock('releases.ps2', []),
      lock('releases.wii', []),
    ]
    expect(locked(locks)).toEqual(locked(locks.toReversed()))
    expect(locked(locks).releases.map(({ released }) => released)).toEqual([year(2007)])
  })
})

describe('what follows from them', () => {
  test('the first release, later as well as earlier, though a source gives the former date to the whole work', () => {
    for (const released of [day('2006-04-20'), day('2001-01-31')]) {
      const game = locked([lock('releases.ps2', [{ released }])])
      expect(game).toMatchObject({ released, year: Number(released.date.slice(0, 4)) })
      expect(game.provenance.released?.rule).toBe('lock')
    }
  })

  test('no first release later than a source states for another platform, or otherwise for the whole work', () => {
    const fixed = [lock('releases.ps2', [{ released: year(2010) }])]
    const game = locked(fixed)
    expect(game.released).toEqual(day('2008-04-15'))
    expect(game.provenance.released).toMatchObject({ rule: 'earliest', winners: [{ by: { source: 'shop' } }] })
    const arcade = given('old/1/1', { released: year(2003) }, 10)
    expect(locked(fixed, [SALES, PORT, arcade]).year).toBe(2003)
  })

  test('the date that a source gives to the whole work gives way once every release it lists is dated by people', () => {
    const one = given('a/1/1', { released: year(2011), releases: [{ platform: 'pc' }, { platform: 'mac' }] })
    const later = (platform: string) => lock(`releases.${platform}`, [{ released: year(2012) }])
    expect(locked([later('pc')], [one]).year).toBe(2011)
    expect(locked([later('pc'), later('mac')], [one]).year).toBe(2012)
  })

  test('copies sold are the sum again, but for a larger figure of the whole work beside nothing but people', () => {
    const game = locked([lock('releases.ps2', [{ salesCopies: 600 }])])
    expect(game.salesCopies).toBe(610)
    expect(game.provenance.salesCopies).toMatchObject({ rule: 'lock', winners: [{ by: { source: 'shop' } }] })
    const whole = [given('a/1/1', { salesCopies: 1000 })]
    expect(locked([lock('releases.ps2', [{ salesCopies: 600 }])], whole).salesCopies).toBe(1000)
    expect(locked([lock('releases.ps2', [{ salesCopies: 2000 }])], whole).salesCopies).toBe(2000)
    expect(locked([lock('releases.ps2', [{ salesCopies: 0 }])], [given('a/1/1', {})]).salesCopies).toBe(0)
  })

  test('nothing that a person fixed itself', () => {
    const game = locked([
      lock('releases.ps2', [{ released: year(2001), salesCopies: 1 }]),
      lock('released', year(1999)),
      lock('salesCopies', 5),
    ])
    expect(game).toMatchObject({ year: 1999, salesCopies: 5 })
  })
})

describe('releases that are none', () => {
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
    ['releases.ps2', [{ salesCopies: -1 }], 'must be 0 to'],
    ['releases.ps2', [{ salesCopies: 1.5 }], 'must be a whole number'],
    ['releases.ps2', [{ edition: ' ' }], 'must be a text that is not empty'],
    ['releases.ps2', [{ edition: 'x'.repeat(101) }], 'must have at most 100 characters'],
    ['releases.ps2', [{ region: 'Japan' }, { region: 'jp' }], 'must list each region and edition once'],
    ['releases.ps2', [{}, { region: 'Worldwide', edition: null }], 'must list each region and edition once'],
  ])('%s = %p is refused in words', (field, value, says) => {
    const parsed = parseOverride(field, value)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.says).toContain(says)
  })

  test('what was taken is taken again as it is kept', () => {
    const shown = [{ platform: 'ps2', region: 'Japan', edition: null, released: null, salesCopies: null }]
    const kept = parseOverride('releases.ps2', shown)
    if (!kept.ok) throw new Error(kept.says)
    expect(parseOverride('releases.ps2', kept.value)).toEqual(kept)
  })
})

test('the order of the records does not matter', () => {
  const fixed = [lock('releases.ps2', [{ released: year(2006) }, { region: 'jp' }]), lock('releases.wii', [])]
  fc.assert(
    fc.property(fc.shuffledSubarray(RECORDS, { minLength: 3 }), (records) =>
      expect(locked(fixed, records)).toEqual(locked(fixed)),
    ),
  )
})
