import { describe, expect, test } from 'bun:test'
import type { MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord } from '#catalogue/record'
import { aRecord } from '../match/records'

const named = (from: string, trust: number, fields: Partial<CatalogueRecord>): MergeRecord => ({
  ...aRecord(`${from}/1/1`, 'Undertale', fields),
  trust,
})

/** Returns the companies of a game whatever the order of its records. */
function namesOf(...records: MergeRecord[]): string[] {
  const names = mergeRecords(records).companies.map(({ name, role }) => `${name} ${role}`)
  expect(mergeRecords(records.toReversed()).companies.map(({ name, role }) => `${name} ${role}`)).toEqual(names)
  return names
}

const developers = (...names: [string, ...string[]]) =>
  namesOf(...names.map((name, at) => named(`list${at}`, 50 - at, { developers: [name] })))

describe('two names of a developer are one house if the longer one', () => {
  test.each([
    'Studio',
    'Software',
    'Digital Entertainment',
    'Games Inc.',
    'Group',
    'EAD Group No. 2',
    'Production Studio 4',
  ])('adds %s', (rest) => {
    expect(developers('Toby Fox', `Toby Fox ${rest}`)).toEqual(['Toby Fox developer'])
    expect(developers(`Toby Fox ${rest}`, 'Toby Fox')).toEqual(['Toby Fox developer'])
  })

  test('is the plural, also of one word', () => {
    expect(developers('Toby Fox Studios', 'Toby Fox Studio')).toEqual(['Toby Fox Studio developer'])
    expect(developers('Codemasters', 'Codemaster')).toEqual(['Codemaster developer'])
  })

  test('is named by the same record, which is the only one', () =>
    expect(namesOf(named('a', 50, { developers: ['Relic', 'Relic Entertainment'] }))).toEqual(['Relic developer']))
})

describe('two names of a developer stay two houses if the longer one', () => {
  test.each(['Enix', 'Montreal', 'of Europe', 'Nordic', 'Online', 'EAD', 'R&D4', 'and Friends'])('adds %s', (rest) =>
    expect(developers('Toby Fox', `Toby Fox ${rest}`)).toEqual(['Toby Fox developer', `Toby Fox ${rest} developer`]),
  )

  test('is a department of a longer name: it is one of that company', () => {
    expect(developers('Square', 'Square Enix', 'Square Enix Business Division 1')).toEqual([
      'Square developer',
      'Square Enix developer',
    ])
    expect(developers('Bandai', 'Bandai Namco Studio 2')).toEqual([
      'Bandai developer',
      'Bandai Namco Studio 2 developer',
    ])
  })

  test('begins with the same letters', () =>
    expect(developers('Fox', 'Foxtrot Games')).toEqual(['Fox developer', 'Foxtrot Games developer']))
})

test('publishers for parts of the world are one house, but not their departments', () => {
  const [japan, west] = [
    named('a', 50, { publishers: ['Nintendo of America', 'Nintendo of Europe'] }),
    named('b', 40, { publishers: ['Nintendo', 'Nintendo Group No. 2'] }),
  ]
  expect(namesOf(japan, west)).toEqual(['Nintendo publisher', 'Nintendo Group No. 2 publisher'])
})

describe('of the names of a house', () => {
  test('wins the one that most voices state, and the shortest of several', () => {
    expect(developers('Relic', 'Relic Entertainment', 'Relic Entertainment')).toEqual(['Relic Entertainment developer'])
    expect(developers('Relic Entertainment', 'Relic', 'Relic Entertainment', 'Relic')).toEqual(['Relic developer'])
  })

  test('copies of one list count once', () => {
    const copies = [1, 2, 3].map((at) => ({ ...named(`copy${at}`, 30, { developers: ['Relic Games'] }), origin: 'x' }))
    expect(namesOf(named('a', 50, { developers: ['Relic'] }), ...copies)).toEqual(['Relic developer'])
  })

  test('a department never wins, however many state it', () =>
    expect(developers('Nintendo EAD Group No. 2', 'Nintendo EAD Group No. 2', 'Nintendo')).toEqual([
      'Nintendo developer',
    ]))

  test('the others are claims that lost', () => {
    const { companies } = mergeRecords([
      named('a', 50, { developers: ['CD Projekt Red Studio'] }),
      named('b', 40, { developers: ['CD PROJEKT RED'] }),
    ]).provenance
    expect(companies?.losers).toEqual([
      {
        by: { source: 'a', dataset: '1', key: '1' },
        value: [{ name: 'CD Projekt Red Studio', role: 'developer' }],
        rule: 'same_house',
      },
    ])
  })
})

describe('a name that is another one in one role', () => {
  const house = [named('a', 50, { developers: ['Midway Games'] }), named('b', 40, { developers: ['Midway'] })]

  test('is that one in every role, and without a role it loses', () => {
    const more = named('c', 30, { publishers: ['Midway Games'] })
    expect(namesOf(...house, more)).toEqual(['Midway Games developer', 'Midway Games publisher'])
    expect(namesOf(...house, named('c', 30, { companies: ['Midway Games', 'Midway Studios'] }))).toEqual([
      'Midway Games developer',
    ])
  })

  test('does not make a house of a developer and a publisher with like names', () =>
    expect(
      namesOf(named('a', 50, { developers: ['Almost Human'] }), named('b', 40, { publishers: ['Almost Human Games'] })),
    ).toEqual(['Almost Human developer', 'Almost Human Games publisher']))

  test('is no other one where it has no role and the other is a developer of a city', () =>
    expect(namesOf(named('a', 50, { developers: ['Crytek'] }), named('b', 40, { companies: ['Crytek UK'] }))).toEqual([
      'Crytek developer',
      'Crytek UK null',
    ]))
})

describe('a publisher that is named as developer', () => {
  const steam = named('steam', 55, { developers: ['Ubisoft'], publishers: ['Ubisoft'] })

  test('loses where another record names its studio', () => {
    const studio = named('metacritic', 70, { developers: ['Ubisoft Montreal'] })
    expect(namesOf(steam, studio)).toEqual(['Ubisoft Montreal developer', 'Ubisoft publisher'])
    expect(mergeRecords([steam, studio]).provenance.companies?.losers[0]?.rule).toBe('studio_named')
    const rockstar = named('steam', 55, { developers: ['Rockstar Games'], publishers: ['Rockstar Games'] })
    expect(namesOf(rockstar, named('metacritic', 70, { developers: ['Rockstar North'] }))).toEqual([
      'Rockstar North developer',
      'Rockstar Games publisher',
    ])
  })

  test('stays if the other is a publisher too, if it is no publisher itself, and if their names differ by general words', () => {
    const enix = named('b', 50, { developers: ['Square Enix'], publishers: ['Square Enix'] })
    const square = named('a', 55, { developers: ['Square'], publishers: ['Square'] })
    expect(namesOf(square, enix)).toContain('Square developer')
    const bioware = named('a', 55, { developers: ['BioWare', 'BioWare Edmonton'], publishers: ['Electronic Arts'] })
    expect(namesOf(bioware, named('b', 50, { developers: ['BioWare'] }))).toContain('BioWare developer')
    const bandai = named('a', 55, { developers: ['Bandai Namco Games'], publishers: ['Bandai Namco Games'] })
    expect(namesOf(bandai, named('b', 50, { developers: ['Bandai Namco Studios'] }))).toHaveLength(3)
  })
})

test('a department that has the name of a longer company makes no claim about a shorter one', () => {
  const games = mergeRecords([
    named('a', 50, { developers: ['Nintendo EAD Group No. 2'] }),
    named('b', 45, { developers: ['Nintendo'], publishers: ['Nintendo'] }),
    named('c', 40, { developers: ['Nintendo EAD'] }),
  ])
  expect(games.companies).toEqual([
    { name: 'Nintendo EAD', role: 'developer' },
    { name: 'Nintendo', role: 'publisher' },
  ])
  expect(games.provenance.companies?.losers.map(({ by, value, rule }) => [by.source, value, rule])).toEqual([
    ['a', [{ name: 'Nintendo EAD Group No. 2', role: 'developer' }], 'same_house'],
    ['b', [{ name: 'Nintendo', role: 'developer' }], 'studio_named'],
  ])
})

test('a name that has become another one and loses by that is what the record stated, once', () => {
  const { provenance } = mergeRecords([
    named('a', 50, { developers: ['Rockstar Games Studio 3'] }),
    named('b', 45, { developers: ['Rockstar Games'], publishers: ['Rockstar Games'] }),
    named('c', 40, { developers: ['Rockstar North'] }),
  ])
  const losers = provenance.companies?.losers.filter(({ by }) => by.source === 'a')
  expect(losers?.map(({ value, rule }) => [value, rule])).toEqual([
    [[{ name: 'Rockstar Games Studio 3', role: 'developer' }], 'same_house'],
  ])
})
