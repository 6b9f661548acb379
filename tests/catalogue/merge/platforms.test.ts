import { describe, expect, test } from 'bun:test'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, RecordRelease } from '#catalogue/record'
import { aRecord } from '../match/records'

const on = (from: string, trust: number, platforms: string, fields: Partial<CatalogueRecord> = {}): MergeRecord => ({
  ...aRecord(from, 'Okami', { releases: platforms.split(' ').map((platform) => ({ platform })), ...fields }),
  trust,
})

const platformsOf = (...records: MergeRecord[]) => mergeRecords(records).releases.map(({ platform }) => platform)
const lostIn = (...records: MergeRecord[]) =>
  mergeRecords(records).provenance.releases?.losers.map(({ value, rule }) => [value, rule])

describe('a platform that plays the games of an older one', () => {
  test('is no release, if one source names it and knows nothing more of it', () => {
    const records = [on('a/1/1', 60, 'xbox-360 xbox-one pc'), on('b/1/1', 70, 'pc')]
    expect(platformsOf(...records)).toEqual(['pc', 'xbox-360'])
    expect(lostIn(...records)).toEqual([[['releases.xbox-one'], 'backward_compatible']])
  })

  test('is one if an independent source names it, if it has a date or copies, or if the older one is not stated', () => {
    const both = 'xbox-360 xbox-one'
    expect(platformsOf(on('a/1/1', 60, both), on('b/1/1', 70, 'xbox-one pc'))).toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, both), on('a/2/1', 70, both))).not.toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, both), on('a/1/2', 60, 'xbox-one'))).toContain('xbox-one')
    const releases: RecordRelease[] = [{ platform: 'xbox-360' }, { platform: 'xbox-one', salesCopies: 9 }]
    expect(platformsOf(on('a/1/1', 60, both, { releases }))).toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, 'xbox-one pc'))).toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, `${both} ps4`))).toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, `${both} wii-u`))).not.toContain('xbox-one')
    expect(platformsOf(on('a/1/1', 60, 'ps4 ps5'))).toEqual(['ps4', 'ps5'])
  })
})

describe('a platform that the least trusted source alone names', () => {
  test('loses where three sources name platforms', () => {
    const [best, middle] = [on('a/1/1', 70, 'ps2'), on('b/1/1', 60, 'ps2 wii')]
    const least = on('c/1/1', 40, 'ps2 amiga')
    expect(platformsOf(best, middle, least)).toEqual(['ps2', 'wii'])
    expect(lostIn(best, middle, least)).toEqual([[['releases.amiga'], 'lone_platform']])
    expect(platformsOf(best, least)).toEqual(['amiga', 'ps2'])
    expect(platformsOf(best, on('a/2/1', 70, 'ps2'), least)).toEqual(['amiga', 'ps2'])
    expect(platformsOf(best, middle, least, on('d/1/1', 40, 'ps2'))).toEqual(['amiga', 'ps2', 'wii'])
  })

  test('stays if it knows the day, but not for a year or for copies', () => {
    const others = [on('a/1/1', 70, 'ps2'), on('b/1/1', 60, 'ps2')]
    const amiga = (more: Partial<RecordRelease>) =>
      on('c/1/1', 40, '', { releases: [{ platform: 'ps2' }, { platform: 'amiga', ...more }] })
    const day = { date: '1991-05-02', precision: 'day' } as const
    const year = { date: '1991-01-01', precision: 'year' } as const
    expect(platformsOf(...others, amiga({ released: day }))).toEqual(['amiga', 'ps2'])
    expect(platformsOf(...others, amiga({ released: year, salesCopies: 9 }))).toEqual(['ps2'])
  })

  test('stays if a person states its releases', () => {
    const records = [on('a/1/1', 70, 'ps2'), on('b/1/1', 60, 'ps2'), on('c/1/1', 40, 'ps2 amiga')]
    const claim = { author: 'ada', reason: null, at: '2026-01-01T00:00:00.000Z', value: [{}] }
    const overrides = new Map([['amiga', { releases: [{ region: '', edition: '' }], claim }]])
    expect(mergeRecords(records, overrides).releases.map(({ platform }) => platform)).toEqual(['amiga', 'ps2'])
  })
})
