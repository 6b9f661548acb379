import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Clustered, clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { matchFeatures } from '#catalogue/match/features'
import { NO_HOMONYMS } from '#catalogue/match/homonyms'
import { isCertain, vetoOf } from '#catalogue/match/veto'
import { aRecord, someRecords } from './records'

const keysOf = (records: readonly MatchRecord[]) =>
  clusterRecords(records).clusters.map(({ members }) =>
    members.map(({ record }) => Object.values(record.ref).join('/')).join(' '),
  )

describe('records of one game are in one cluster', () => {
  test('ports of other years on other platforms join', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Final Fantasy', { platform: 'nes', year: 1990 }),
        aRecord('b/1/2', 'Final Fantasy', { platform: 'psp', year: 2007 }),
      ]),
    ).toEqual(['a/1/1 b/1/2']))

  test('a port years later joins in one dataset too if a company is shared', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Final Fantasy', { platform: 'nes', year: 1990, publishers: ['Square'] }),
        aRecord('a/1/2', 'Final Fantasy', { platform: 'psp', year: 2007, publishers: ['Square'] }),
      ]),
    ).toEqual(['a/1/1 a/1/2']))

  test('two entries of one dataset with one title and release day are one game', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Blur', {
          releases: [{ platform: 'pc', released: { date: '2010-05-25', precision: 'day' } }],
        }),
        aRecord('a/1/2', 'Blur', {
          releases: [{ platform: 'pc', released: { date: '2010-05-25', precision: 'day' } }],
        }),
      ]),
    ).toHaveLength(1))

  test('an entry with two dates for one package has no veto against one with either date, in either order', () => {
    const on = (date: string) => ({ platform: 'pc', released: { date, precision: 'day' as const } })
    const [one, other] = [
      matchFeatures(aRecord('a/1/1', 'Blur', { releases: [on('2010-05-25')] })),
      matchFeatures(aRecord('a/1/2', 'Blur', { releases: [on('2010-05-28'), on('2010-05-25')] })),
    ]
    expect([vetoOf(one, other, NO_HOMONYMS), vetoOf(other, one, NO_HOMONYMS)]).toEqual([undefined, undefined])
  })

  test('an edition joins in any year', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Skyrim', { platform: 'pc', year: 2011 }),
        aRecord('a/1/2', 'Skyrim: Special Edition', { platform: 'pc', year: 2016 }),
      ]),
    ).toHaveLength(1))

  test('an alternative name links like a title', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Saya no Uta', { alternativeNames: ['The Song of Saya'] }),
        aRecord('b/1/1', 'The Song of Saya'),
      ]),
    ).toHaveLength(1))

  test('a late localisation on the same platform joins', () =>
    expect(
      keysOf([
        aRecord('a/1/1', 'Ni no Kuni', { platform: 'ps3', year: 2011 }),
        aRecord('b/1/1', 'Ni no Kuni', { platform: 'ps3', year: 2013 }),
      ]),
    ).toEqual(['a/1/1 b/1/1']))

  test('an id joins records of different titles, in both directions', () => {
    const named = aRecord('igdb/1/9', 'Saya no Uta', { externalIds: { steam: '702050' } })
    const keyed = aRecord('steam/1/702050', 'The Song of Saya')
    expect(keysOf([named, keyed])).toEqual(['igdb/1/9 steam/1/702050'])
    expect(keysOf([keyed, aRecord('gog/1/7', 'SAYA', { externalIds: { steam: '702050' } }), named])).toHaveLength(1)
  })

  test('an id links records that their years would keep apart', () =>
    expect(
      keysOf([
        aRecord('igdb/1/9', 'Quake', { platform: 'pc', year: 1996, externalIds: { steam: '2310' } }),
        aRecord('steam/1/2310', 'Quake', { platform: 'pc', year: 2007 }),
      ]),
    ).toHaveLength(1))

  test('two editions in one shop are one game', () =>
    expect(
      keysOf([
        aRecord('steam/1/72850', 'The Elder Scrolls V: Skyrim', { platform: 'pc', externalIds: { steam: '72850' } }),
        aRecord('steam/1/489830', 'The Elder Scrolls V: Skyrim Special Edition', {
          platform: 'pc',
          externalIds: { steam: '489830' },
        }),
      ]),
    ).toHaveLength(1))

  test('a record without a kind links to any kind', () =>
    expect(keysOf([aRecord('a/1/1', 'Brood War', { kind: 'dlc' }), aRecord('b/1/1', 'Brood War')])).toHaveLength(1))
})

test('a remake links to a record of kind `game`, and two ids of one shop can be of one game', () =>
  expect(
    keysOf([
      aRecord('igdb/1/1', 'Resident Evil 2', { kind: 'remake', externalIds: { steam: '883710', gog: '7' } }),
      aRecord('wikidata/1/Q1', 'Resident Evil 2', { externalIds: { steam: '883710', gog: '8' } }),
      aRecord('steam/1/883710', 'Resident Evil 2', { kind: 'game' }),
    ]),
  ).toHaveLength(1))

describe('records of two games stay apart', () => {
  const apart = (one: MatchRecord, other: MatchRecord) => expect(keysOf([one, other])).toHaveLength(2)

  test('different numbers', () =>
    apart(
      aRecord('a/1/1', 'Moto Racer 2', { externalIds: { steam: '1' } }),
      aRecord('b/1/1', 'Moto Racer 3', { externalIds: { steam: '1' } }),
    ))

  test('different kinds', () =>
    apart(aRecord('a/1/1', 'Portal', { kind: 'game' }), aRecord('b/1/1', 'Portal', { kind: 'mod' })))

  test('different ids of one store', () =>
    apart(aRecord('a/1/1', 'Escape', { externalIds: { steam: '1' } }), aRecord('steam/1/2', 'Escape')))

  test('two records of one dataset on one platform', () =>
    apart(aRecord('a/1/1', 'Escape', { platform: 'pc' }), aRecord('a/1/2', 'Escape', { platform: 'pc' })))

  test('years far apart on one platform', () =>
    apart(
      aRecord('a/1/1', 'Syndicate', { platform: 'pc', year: 1993 }),
      aRecord('b/1/1', 'Syndicate', { platform: 'pc', year: 2012 }),
    ))

  test('two entries of one dataset for one region, however the region is spelt', () =>
    apart(
      aRecord('a/1/1', 'Escape', { releases: [{ platform: 'pc', region: 'USA' }] }),
      aRecord('a/1/2', 'Escape', { releases: [{ platform: 'pc', region: 'us' }] }),
    ))

  test('a year in brackets distinguishes games of one title', () =>
    apart(
      aRecord('a/1/1', 'SSX [2000]', { platform: 'ps2', year: 2000 }),
      aRecord('a/1/2', 'SSX', { platform: 'ps3', year: 2012 }),
    ))

  test('a title with an empty compact form', () => {
    for (const title of ['', '???', '\u202e', 'x'.repeat(5000)]) apart(aRecord('a/1/1', title), aRecord('b/1/1', title))
  })
})

test('records of two datasets of one source can be one game', () =>
  expect(
    keysOf([
      aRecord('a/2016/1', 'Doom', { platform: 'pc', year: 1993 }),
      aRecord('a/2020/1', 'Doom', { platform: 'pc', year: 1993 }),
    ]),
  ).toEqual(['a/2016/1 a/2020/1']))

test('if one dataset has several games of a title, years separate them on every platform', () =>
  expect(
    keysOf([
      aRecord('vg/1/1', 'Need for Speed: Most Wanted', { platform: 'pc', year: 2005 }),
      aRecord('vg/1/2', 'Need for Speed: Most Wanted', { platform: 'pc', year: 2012 }),
      aRecord('mc/1/1', 'Need for Speed: Most Wanted', { platform: 'x360', year: 2005 }),
      aRecord('mc/1/2', 'Need for Speed: Most Wanted', { platform: 'vita', year: 2012 }),
      aRecord('mc/1/3', 'Need for Speed: Most Wanted', { platform: 'ps2', year: 2006 }),
    ]),
  ).toEqual(['mc/1/1 mc/1/3 vg/1/1', 'mc/1/2 vg/1/2']))

test('if one dataset has several games of a title, a late port is of the latest game released before it', () =>
  expect(
    keysOf([
      aRecord('backloggd/1/1', 'Resident Evil 2', { platform: 'pc', year: 1999 }),
      aRecord('backloggd/1/2', 'Resident Evil 2', { platform: 'pc', year: 2019 }),
      aRecord('ign/1/1', 'Resident Evil 2 [1998]', { platform: 'gamecube', year: 2003 }),
      aRecord('mc/1/1', 'Resident Evil 2', { platform: 'gamecube', year: 2003 }),
      aRecord('mc/1/2', 'Resident Evil 2', { platform: 'ps4', year: 2019 }),
    ]),
  ).toEqual(['backloggd/1/1 ign/1/1 mc/1/1', 'backloggd/1/2 mc/1/2']))

describe('years far apart do not separate records', () => {
  const old = aRecord('list/1/1', 'Quake', { platform: 'pc', year: 1996, publishers: ['id Software'] })
  const critics = aRecord('mc/1/1', 'Quake', { platform: 'pc', year: 1996 })
  const sold = (fields: object) =>
    aRecord('steam/1/2310', 'QUAKE', { platform: 'pc', year: 2007, externalIds: { steam: '2310' }, ...fields })

  test('if a shop began to sell an old game and a company is shared', () =>
    expect(keysOf([old, critics, sold({ developers: ['id Software'] })])).toHaveLength(1))

  test('but without a shared company the pair goes to review', () => {
    const { clusters, reviewPairs } = clusterRecords([old, critics, sold({ developers: ['Nobody'] })])
    expect(clusters).toHaveLength(2)
    expect(reviewPairs.map(({ evidence }) => evidence.at(-1)?.says)).toEqual([
      'their years on one platform are five or more apart (list 1 and steam 2310)',
    ])
  })

  test('if the cluster already has a year close by', () =>
    expect(
      keysOf([
        aRecord('list/1/1', 'Wizardry 8', { platform: 'pc', year: 2001, publishers: ['Sir-Tech'] }),
        aRecord('mc/1/1', 'Wizardry 8', { platform: 'pc', year: 2001 }),
        aRecord('steam/1/5', 'Wizardry 8', { platform: 'pc', year: 2013, publishers: ['Sir-Tech'] }),
        aRecord('ign/1/1', 'Wizardry VIII', { platform: 'pc', year: 2001 }),
      ]),
    ).toHaveLength(1))

  const snes = aRecord('vg/1/1', 'Chrono Trigger', { platform: 'snes', year: 1995, publishers: ['SquareSoft'] })
  const ds = aRecord('vg/1/2', 'Chrono Trigger', { platform: 'ds', year: 2008, publishers: ['Square Enix'] })

  test('if one record has both platforms, but do if none has', () => {
    const both = aRecord('igdb/1/1', 'Chrono Trigger', { releases: [{ platform: 'snes' }, { platform: 'ds' }] })
    expect(keysOf([snes, ds])).toHaveLength(2)
    expect(keysOf([snes, ds, both])).toHaveLength(1)
  })
})

test('every record has the evidence for its cluster', () => {
  const {
    clusters: [cluster],
  } = clusterRecords([
    aRecord('a/1/1', 'Grand Theft Auto V', { platform: 'ps3', year: 2013, publishers: ['Rockstar Games'] }),
    aRecord('b/1/1', 'Grand Theft Auto 5', { platform: 'ps3', year: 2013, publishers: ['Take-Two'] }),
  ])
  expect(cluster?.members.map(({ evidence }) => evidence.map(({ says }) => says))).toEqual([
    ['first record of its game'],
    [
      'compared with a/1/1',
      'title equal after normalising numerals, articles and tags',
      'year equal',
      'company differs',
      'a platform is shared',
    ],
  ])
  const [, joined] = cluster?.members ?? []
  const sum = joined?.evidence.reduce((bits, { weight }) => bits + weight, 0)
  expect(joined?.score).toBeCloseTo(sum ?? 0)
})

test('the order of the records does not matter', () =>
  fc.assert(
    fc.property(
      someRecords.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
      ),
      ([records, shuffled]) => expect(clusterRecords(shuffled)).toEqual(clusterRecords(records)),
    ),
  ))

/** Returns all pairs of records of one cluster. */
function pairsIn(clusters: Clustered<MatchRecord>['clusters']) {
  return clusters.flatMap(({ members }) => {
    const features = members.map(({ record }) => matchFeatures(record))
    return features.flatMap((one, at) => features.slice(at + 1).map((other) => ({ one, other })))
  })
}

test('every record is in exactly one cluster, with no record that a certain veto forbids', () =>
  fc.assert(
    fc.property(someRecords, (records) => {
      const { clusters } = clusterRecords(records)
      expect(clusters.flatMap(({ members }) => members)).toHaveLength(records.length)
      for (const { one, other } of pairsIn(clusters)) expect(isCertain(vetoOf(one, other, NO_HOMONYMS))).toBeFalse()
    }),
  ))

test('a component of two thousand records with one title is clustered', () => {
  const records = Array.from({ length: 2000 }, (_, at) =>
    aRecord(`source${at % 20}/1/${at}`, 'Tetris', { platform: `platform${at % 50}`, year: 1985 + (at % 3) }),
  )
  const { clusters } = clusterRecords(records)
  expect(clusters.flatMap(({ members }) => members)).toHaveLength(2000)
}, 60_000)
