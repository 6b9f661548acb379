import { describe, expect, test } from 'bun:test'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord } from '#catalogue/record'
import { aRecord } from '../match/records'

const made = (from: string, trust: number, by: string[], fields: Partial<CatalogueRecord> = {}): MergeRecord => ({
  ...aRecord(from, fields.title ?? 'DOOM', { developers: by, ...fields }),
  trust,
})

const on = (platform: string, date: string): Partial<CatalogueRecord> => ({
  releases: [{ platform, released: { date, precision: 'day' } }],
})

const developersOf = (...records: MergeRecord[]) =>
  mergeRecords(records).companies.flatMap(({ name, role }) => (role === 'developer' ? [name] : []))

const first = [
  made('metacritic/1/1', 70, ['id Software'], on('pc', '2016-05-13')),
  made('steam/1/1', 55, ['id Software'], on('pc', '2016-05-12')),
]

describe('a developer of a port', () => {
  test('is not one whose note names a computer for which games are made first', () => {
    const noted = made('a/1/1', 50, ['Westwood (PC)', 'Looking Glass (N64)'])
    expect(developersOf(...first.slice(1), noted)).toContain('Westwood (PC)')
  })

  test('loses where two voices name one of the first release', () => {
    const port = made('metacritic/1/2', 70, ['id Software', 'Panic Button'], on('switch', '2017-11-10'))
    expect(developersOf(...first, port)).toEqual(['id Software'])
    expect(developersOf(port, ...first)).toEqual(['id Software'])
    expect(mergeRecords([...first, port]).provenance.companies?.losers).toEqual([
      { by: port.ref, value: [{ name: 'Panic Button', role: 'developer' }], rule: 'edition' },
    ])
  })

  test('stays a company of the game, without a role, unless it has another one', () => {
    const port = made('metacritic/1/2', 70, ['Panic Button', 'Bethesda'], on('switch', '2017-11-10'))
    const sold = made('steam/1/2', 55, ['id Software'], { publishers: ['Bethesda'] })
    expect(mergeRecords([...first, sold, port]).companies).toEqual([
      { name: 'id Software', role: 'developer' },
      { name: 'Bethesda', role: 'publisher' },
      { name: 'Panic Button', role: null },
    ])
  })

  test('stays where a single voice names another one, or fewer voices than name it', () => {
    const port = [
      made('a/1/1', 50, ['Psikyo'], on('ps1', '2017-01-18')),
      made('b/1/1', 50, ['Psikyo'], on('ps1', '2017-01-18')),
      made('c/1/1', 50, ['Psikyo'], on('ps1', '2017-01-18')),
    ]
    expect(developersOf(...first.slice(1), ...port.slice(1))).toContain('Psikyo')
    expect(developersOf(...first, ...port)).toContain('Psikyo')
  })

  test('is none within half a year, nor if a record names it for the first platform, or for none', () => {
    expect(developersOf(...first, made('a/1/1', 50, ['n-Space'], on('nintendo-ds', '2016-10-12')))).toContain('n-Space')
    expect(developersOf(...first, made('a/1/1', 50, ['n-Space']))).toContain('n-Space')
    const both = { releases: [...(on('switch', '2018-01-01').releases ?? []), { platform: 'pc' }] }
    expect(developersOf(...first, made('a/1/1', 50, ['n-Space'], both))).toContain('n-Space')
  })

  test('is named so by a note, unless it is the only one there', () => {
    const noted = made('a/1/1', 50, ['id Software', 'Aspyr (Mac)', 'Feral Interactive (Linux)'])
    expect(developersOf(...first.slice(1), noted)).toEqual(['id Software'])
    expect(developersOf(...first.slice(1), made('a/1/1', 50, ['Aspyr (Mac)']))).toContain('Aspyr (Mac)')
  })
})

test('a developer of an edition loses where two voices name one of the game itself', () => {
  const edition = made('a/1/1', 60, ['THQ Nordic'], { title: 'DOOM: Definitive Edition' })
  expect(developersOf(...first, edition)).toEqual(['id Software'])
  expect(developersOf(...first.slice(1), edition)).toContain('THQ Nordic')
  expect(developersOf(edition)).toEqual(['THQ Nordic'])
})

test('a port is no reason for a publisher to lose', () => {
  const port = made('a/1/1', 50, ['Panic Button'], { ...on('switch', '2017-11-10'), publishers: ['Nintendo'] })
  expect(mergeRecords([...first, port]).companies).toContainEqual({ name: 'Nintendo', role: 'publisher' })
})
