import { describe, expect, test } from 'bun:test'
import { clusterRecords } from '#catalogue/match/cluster'
import { type MergeRecord, mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord } from '#catalogue/record'
import { aRecord } from '../match/records'

const named = (from: string, trust: number, fields: Partial<CatalogueRecord>): MergeRecord => ({
  ...aRecord(from, 'Undertale', fields),
  trust,
})

const mixed = (...companies: string[]) => named('backloggd/1/1', 40, { companies })

const namesOf = (...records: MergeRecord[]) =>
  mergeRecords(records).companies.map(({ name, role }) => `${name} ${role}`)

describe('a company without a role', () => {
  test('has the role that another record states', () => {
    const steam = named('steam/1/1', 60, { developers: ['tobyfox'], publishers: ['tobyfox', '8-4'] })
    expect(namesOf(mixed('8-4', 'tobyfox'), steam)).toEqual(['tobyfox developer', 'tobyfox publisher', '8-4 publisher'])
    expect(mergeRecords([mixed('8-4'), steam]).provenance.companies?.losers).toEqual([
      {
        by: { source: 'backloggd', dataset: '1', key: '1' },
        value: [{ name: '8-4', role: null }],
        rule: 'role_stated',
      },
    ])
  })

  test('stays without one where nobody says more, after those with a role', () => {
    expect(namesOf(mixed('8-4', 'Toby Fox'))).toEqual(['8-4 null', 'Toby Fox null'])
    const shop = named('vgsales/1/1', 50, { publishers: ['8-4'] })
    expect(namesOf(mixed('8-4', 'Toby Fox'), shop)).toEqual(['8-4 publisher', 'Toby Fox null'])
  })
})

describe('a developer of a list without publishers', () => {
  const metacritic = named('metacritic/1/1', 70, { developers: ['Nintendo'] })

  test('loses where records with both roles name it as publisher only', () => {
    const sales = named('vgsales/1/1', 50, { developers: ['Nintendo EAD'], publishers: ['Nintendo'] })
    expect(namesOf(metacritic, sales)).toEqual(['Nintendo EAD developer', 'Nintendo publisher'])
    expect(mergeRecords([metacritic, sales]).provenance.companies?.losers[0]?.rule).toBe('publisher_only')
  })

  test('stays where a record with both roles names it as developer, and where none has both', () => {
    const both = named('steam/1/1', 60, { developers: ['Nintendo'], publishers: ['Nintendo'] })
    expect(namesOf(metacritic, both)).toEqual(['Nintendo developer', 'Nintendo publisher'])
    const sales = named('vgsales/1/1', 50, { publishers: ['Nintendo'] })
    expect(namesOf(metacritic, sales)).toEqual(['Nintendo developer', 'Nintendo publisher'])
  })
})

test('names with the same letters are one company, with the spelling of the best-ranked record', () =>
  expect(
    namesOf(
      named('a/1/1', 50, { developers: ['B.B. Studio'] }),
      named('b/1/1', 60, { developers: ['BBStudio Inc.'] }),
      named('c/1/1', 40, { companies: ['B.B.STUDIO CO.,LTD.', '4-Aug', 'https://example.org/'] }),
    ),
  ).toEqual(['BBStudio Inc. developer']))

describe('a company named like a game', () => {
  test('stays a company beside the title, and gives the game no other name', () => {
    const game = mergeRecords([
      { ...aRecord('a/1/1', 'Valve', { developers: ['VALVE', 'Portal'], publishers: ['Portal'] }), trust: 50 },
      { ...aRecord('b/1/1', 'Valve', { companies: ['Valve Software'] }), trust: 40 },
    ])
    expect(game.title).toBe('Valve')
    expect(game.alternativeNames).toEqual([])
    expect(game.companies.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'VALVE developer',
      'Portal developer',
      'Portal publisher',
    ])
  })

  test('does not make two games one: a title is no company, and a company no title', () => {
    const records = [
      aRecord('a/1/1', 'Terminal Reality', { developers: ['Monster Truck Madness'] }),
      aRecord('b/1/1', 'Monster Truck Madness', { developers: ['Terminal Reality'] }),
    ]
    expect(clusterRecords(records)).toMatchObject({ clusters: [{}, {}], reviewPairs: [] })
  })
})
