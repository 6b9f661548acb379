import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type MergeRecord, mergeRecords } from '#catalogue/merge/merge'
import { releaseMember } from '#catalogue/merge/provenance'
import type { CatalogueRecord } from '#catalogue/record'
import { aRecord, someRecords } from '../match/records'

const trusted = (
  trust: number,
  from: string,
  title: string,
  fields: Parameters<typeof aRecord>[2] = {},
): MergeRecord => ({
  ...aRecord(from, title, fields),
  trust,
})

const day = (date: string) => ({ date, precision: 'day' as const })
const year = (number: number) => ({ date: `${number}-01-01`, precision: 'year' as const })

describe('the value that wins is', () => {
  test('every series that any source names, with its best spelling', () => {
    const game = mergeRecords([
      trusted(50, 'a/1/1', 'Doom', { series: ['DOOM', ' id Classics '] }),
      trusted(80, 'b/1/1', 'Doom', { series: ['Doom'] }),
      trusted(90, 'c/1/1', 'Doom', { series: [' '] }),
    ])
    expect(game.series).toEqual(['Doom', 'id Classics'])
    expect(game.provenance.series).toEqual({
      rule: 'union',
      winners: [
        { by: { source: 'b', dataset: '1', key: '1' }, value: ['Doom'] },
        { by: { source: 'a', dataset: '1', key: '1' }, value: ['id Classics'] },
      ],
      losers: [],
    })
  })

  test('every tag that any source states, with its best spelling; absent if there is none', () => {
    const game = mergeRecords([
      trusted(50, 'a/1/1', 'Doom', { tags: ['coop', 'fps'] }),
      trusted(80, 'b/1/1', 'Doom', { tags: ['co-op'] }),
    ])
    expect(game.tags).toEqual(['co-op', 'fps'])
    expect(game.provenance.tags?.winners.map(({ value }) => value)).toEqual([['co-op'], ['fps']])
    expect(Object.keys(mergeRecords([trusted(50, 'a/1/1', 'Doom')]))).not.toContain('tags')
  })

  test('every relation that any source states, once, with the first record that states it', () => {
    const [remake, dlc] = [
      { relation: 'remake_of', source: 'igdb', id: '7' },
      { relation: 'has_dlc', source: 'steam', id: '3' },
    ] as const
    const game = mergeRecords([
      trusted(80, 'a/1/1', 'Nioh', { relations: [remake] }),
      trusted(50, 'b/1/1', 'Nioh', { relations: [dlc, { ...remake }] }),
    ])
    expect(game.relations).toEqual([dlc, remake])
    expect(game.externalIds.map(({ source }) => source)).toEqual(['a', 'b'])
    expect(game.provenance.related).toEqual({
      rule: 'union',
      winners: [
        { by: { source: 'a', dataset: '1', key: '1' }, value: [remake] },
        { by: { source: 'b', dataset: '1', key: '1' }, value: [dlc] },
      ],
      losers: [],
    })
  })

  test('a kind other than game', () => {
    const game = mergeRecords([
      trusted(90, 'steam/1/1', 'Nioh', { kind: 'game' }),
      trusted(50, 'igdb/1/1', 'Nioh', { kind: 'remake' }),
    ])
    expect(game.kind).toBe('remake')
    expect(game.provenance.kind).toMatchObject({ rule: 'completeness', losers: [{ value: 'game' }] })
  })

  test('that of the most trusted source, by the rule trust', () => {
    const game = mergeRecords([
      trusted(50, 'a/1/1', 'portal 2', { summary: 'A puzzle.' }),
      trusted(80, 'b/1/1', 'Portal 2', { summary: 'Portals again.' }),
      trusted(60, 'c/1/1', 'Portal 2'),
    ])
    expect(game).toMatchObject({ title: 'Portal 2', summary: 'Portals again.', alternativeNames: [] })
    expect(game.provenance.summary).toEqual({
      rule: 'trust',
      winners: [{ by: { source: 'b', dataset: '1', key: '1' }, value: 'Portals again.' }],
      losers: [{ by: { source: 'a', dataset: '1', key: '1' }, value: 'A puzzle.' }],
    })
    expect(game.provenance.title?.winners).toHaveLength(2)
  })

  test('never replaced by a less trusted source, which fills gaps', () => {
    const game = mergeRecords([
      trusted(80, 'a/1/1', 'Tetris', { summary: '', genres: [] }),
      trusted(20, 'b/1/1', 'Tetris', { summary: 'Blocks.', genres: ['puzzle'], website: 'https://tetris.example' }),
    ])
    expect(game).toMatchObject({ summary: 'Blocks.', genres: ['puzzle'], website: 'https://tetris.example' })
    expect(game.provenance.summary?.rule).toBe('only')
  })

  test('among equally trusted that of the record with more fields, then a later date, then by name', () => {
    const rule = (one: Partial<CatalogueRecord>, other: Partial<CatalogueRecord>) => {
      const game = mergeRecords([trusted(5, 'a/1/1', 'Elite', one), trusted(5, 'b/1/1', 'Elite', other)])
      return [game.summary, game.provenance.summary?.rule]
    }
    expect(rule({ summary: 'one' }, { summary: 'two', website: 'w' })).toEqual(['two', 'completeness'])
    expect(rule({ summary: 'one', released: year(1984) }, { summary: 'two', released: year(1987) })).toEqual([
      'two',
      'recency',
    ])
    expect(rule({ summary: 'one' }, { summary: 'two' })).toEqual(['one', 'name'])
  })

  test('not decided by words that the vocabulary does not have', () =>
    expect(
      mergeRecords([
        trusted(50, 'a/1/1', 'Okami', { summary: 'A wolf.', unknown: { genres: ['Fantasy'] } }),
        trusted(50, 'b/1/1', 'Okami', { summary: 'A goddess.', series: ['Okami'] }),
      ]).summary,
    ).toBe('A goddess.'))

  test('the spelling with accents, however trusted the one without is', () => {
    const game = mergeRecords([trusted(80, 'a/1/1', 'Pokemon Crystal'), trusted(20, 'b/1/1', 'Pokémon Crystal')])
    expect(game).toMatchObject({ title: 'Pokémon Crystal', alternativeNames: ['Pokemon Crystal'] })
  })

  test('a title without signs of rights and tags, and one that is not all in small letters where another is not', () => {
    const titleOf = (...titles: [trust: number, title: string][]) =>
      mergeRecords(titles.map(([trust, title], at) => trusted(trust, `a/1/${at}`, title))).title
    expect(titleOf([90, 'DARK SOULS™ III'])).toBe('DARK SOULS III')
    expect(titleOf([90, 'Baldur’s Gate® 3 (USA)'], [50, 'Something'])).toBe('Baldur’s Gate 3')
    expect(titleOf([90, 'doom eternal'], [30, 'Doom Eternal'])).toBe('Doom Eternal')
    expect(titleOf([90, 'osu!'], [30, 'eufloria'])).toBe('osu!')
    expect(titleOf([90, '三国志'], [30, 'Sangokushi'])).toBe('三国志')
    expect(titleOf([90, '™'])).toBe('™')
    expect(titleOf([90, 'Fallout 3: Game of the Year Edition'], [30, 'fallout 3'])).toBe('fallout 3')
  })

  test('the kind of the game, not of its edition', () => {
    const game = mergeRecords([
      trusted(90, 'a/1/1', 'Fallout 3: Game of the Year Edition', { kind: 'bundle' }),
      trusted(40, 'b/1/1', 'Fallout 3', { kind: 'game' }),
    ])
    expect(game.kind).toBe('game')
    expect(mergeRecords([trusted(90, 'a/1/1', 'Fallout 3: GOTY', { kind: 'bundle' })]).kind).toBe('bundle')
  })

  test('a title that names no edition before one that does', () => {
    const game = mergeRecords([
      trusted(90, 'a/1/1', 'Fallout 3: Game of the Year Edition', { platform: 'pc' }),
      trusted(40, 'b/1/1', 'Fallout 3', { platform: 'pc' }),
    ])
    expect(game.title).toBe('Fallout 3')
    expect(game.alternativeNames).toEqual(['Fallout 3: Game of the Year Edition'])
    expect(game.releases.map(({ edition }) => edition)).toEqual(['', 'goty'])
  })
})

describe('releases and dates', () => {
  test('each platform once, each value the best one stated', () => {
    const game = mergeRecords([
      trusted(60, 'vgsales/1/1', 'Okami', {
        releases: [{ platform: 'ps2', released: year(2006), salesCopies: 500_000 }],
      }),
      trusted(70, 'mc/1/1', 'Okami', { releases: [{ platform: 'ps2', released: day('2006-09-19') }] }),
      trusted(70, 'mc/1/2', 'Okami', { releases: [{ platform: 'wii', released: day('2008-04-15'), salesCopies: 10 }] }),
    ])
    expect(game.releases).toEqual([
      { platform: 'ps2', region: '', edition: '', released: day('2006-09-19'), salesCopies: 500_000 },
      { platform: 'wii', region: '', edition: '', released: day('2008-04-15'), salesCopies: 10 },
    ])
    expect(game).toMatchObject({ released: day('2006-09-19'), year: 2006, salesCopies: 500_010 })
    expect(game.provenance.released?.rule).toBe('earliest')
    expect(game.provenance.salesCopies).toMatchObject({ rule: 'union', winners: [{ value: 500_000 }, { value: 10 }] })
    expect(game.provenance['releases.ps2.released']).toMatchObject({ rule: 'trust' })
  })

  test('a more precise date within the year of a more trusted one says the same and more', () => {
    const game = mergeRecords([
      trusted(90, 'a/1/1', 'Okami', { releases: [{ platform: 'ps2', released: year(2006) }] }),
      trusted(10, 'b/1/1', 'Okami', { releases: [{ platform: 'ps2', released: day('2006-09-19') }] }),
      trusted(20, 'c/1/1', 'Okami', { releases: [{ platform: 'ps2', released: day('2007-02-09') }] }),
    ])
    expect(game.released).toEqual(day('2006-09-19'))
    expect(game.provenance['releases.ps2.released']?.rule).toBe('completeness')
  })

  test('a release has a name of its own in provenance, with its region and edition where it has them', () => {
    const releases = [
      { platform: 'pc', salesCopies: 1 },
      { platform: 'pc', edition: 'goty', salesCopies: 2 },
      { platform: 'pc', region: 'eu', edition: 'goty', salesCopies: 3 },
      { platform: 'wii', region: 'Europe', salesCopies: 4 },
    ]
    const stated = [trusted(1, 'a/1/1', 'Okami', { releases }), trusted(2, 'b/1/1', 'Okami', { releases })]
    const { provenance } = mergeRecords(stated)
    const names = ['releases.pc[region=eu,edition=goty]', 'releases.pc', 'releases.pc[edition=goty]']
    expect(provenance.releases?.winners.map(({ value }) => value)).toEqual([[...names, 'releases.wii[region=eu]']])
    expect(provenance['releases.pc.salesCopies']?.winners[0]?.value).toBe(1)
    expect(provenance['releases.pc[region=eu,edition=goty].salesCopies']?.winners[0]?.value).toBe(3)
    expect(provenance['releases.wii[region=eu].salesCopies']?.winners[0]?.value).toBe(4)
  })

  test('names of releases can be read back, whatever their regions and editions are', () => {
    const part = fc.string({ unit: fc.constantFrom(...'a%,][=.| é') })
    const namedRelease = fc.record({ platform: fc.constantFrom('pc', 'pc-98'), region: part, edition: part })
    const read = (name: string) => {
      const [, platform = '', , details = ''] = /^releases\.([a-z0-9-]+)(\[([^\]]*)\])?$/.exec(name) ?? []
      const pairs = details === '' ? [] : details.split(',').map((pair) => pair.split(/=(.*)/s))
      const parts = Object.fromEntries(pairs.map(([key = '', value = '']) => [key, decodeURIComponent(value)]))
      return { platform, region: '', edition: '', ...parts }
    }
    fc.assert(fc.property(namedRelease, (release) => expect(read(releaseMember(release))).toEqual(release)))
  })

  test('a date that no record states stays unknown', () => {
    const game = mergeRecords([trusted(1, 'a/1/1', 'Okami', { platform: 'ps2' })])
    expect('released' in game || 'year' in game).toBe(false)
  })
})

describe('figures', () => {
  test('scores are the mean over the pages of one source, weighted by votes', () => {
    const game = mergeRecords([
      trusted(70, 'mc/1/1', 'Okami', { critics: { value: 93, votes: 59 }, users: { value: 90, votes: 300 } }),
      trusted(70, 'mc/1/2', 'Okami', { critics: { value: 90, votes: 43 }, users: { value: 80, votes: 100 } }),
      trusted(60, 'ign/1/1', 'Okami', { critics: { value: 10 } }),
    ])
    expect(game).toMatchObject({ critics: 91.7, users: 87.5, votes: 400 })
    expect(game.provenance['score.critics']).toMatchObject({
      rule: 'only',
      losers: [{ value: { value: 10 }, rule: 'few_votes' }],
    })
  })

  test('without votes of users the reviews of critics count', () =>
    expect(mergeRecords([trusted(1, 'a/1/1', 'Okami', { critics: { value: 93, votes: 59 } })]).votes).toBe(59))
})

describe('unions', () => {
  const game = mergeRecords([
    trusted(80, 'a/1/1', 'Okami', { developers: ['Clover Studio'], publishers: ['Capcom'], genres: ['action'] }),
    trusted(60, 'b/1/7', 'ŌKAMI', {
      publishers: ['CAPCOM Co., Ltd.', '???'],
      genres: ['action', 'adventure'],
      externalIds: { steam: '587620' },
      ratings: [{ board: 'esrb', rating: 'T' }],
    }),
  ])

  test('hold each company, genre, id and rating once', () => {
    expect(game.companies).toEqual([
      { name: 'Clover Studio', role: 'developer' },
      { name: 'Capcom', role: 'publisher' },
    ])
    expect(game).toMatchObject({ genres: ['action', 'adventure'], alternativeNames: ['ŌKAMI'] })
    expect(game.externalIds).toEqual([
      { source: 'a', id: '1' },
      { source: 'b', id: '7' },
      { source: 'steam', id: '587620' },
    ])
  })

  test('say what each record added, and nothing twice', () =>
    expect(game.provenance.genres).toEqual({
      rule: 'union',
      winners: [
        { by: { source: 'a', dataset: '1', key: '1' }, value: ['action'] },
        { by: { source: 'b', dataset: '1', key: '7' }, value: ['adventure'] },
      ],
      losers: [],
    }))
})

const someMergeRecords = fc
  .tuple(someRecords, fc.array(fc.constantFrom(10, 50, 90), { minLength: 12, maxLength: 12 }))
  .map(([records, trusts]): MergeRecord[] => records.map((item, at) => ({ ...item, trust: trusts[at] ?? 0 })))
  .filter((records) => records.length > 0)

test('the order of the records does not matter', () =>
  fc.assert(
    fc.property(
      someMergeRecords.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
      ),
      ([records, shuffled]) => expect(mergeRecords(shuffled)).toEqual(mergeRecords(records)),
    ),
  ))

test('the same record twice changes nothing', () =>
  fc.assert(
    fc.property(someMergeRecords, (records) =>
      expect(mergeRecords([...records, ...records.slice(0, 2)])).toEqual(mergeRecords(records)),
    ),
  ))

test('a game of one record owes everything to it', () =>
  fc.assert(
    fc.property(someMergeRecords, ([only]) => {
      const { popularity, ...provenance } = mergeRecords(only ? [only] : []).provenance
      expect(popularity?.rule).toBe('listings')
      const fields = Object.values(provenance)
      expect(fields.filter(({ winners, rule }) => rule !== (winners.length > 0 ? 'only' : 'before_platform'))).toEqual(
        [],
      )
    }),
  ))
