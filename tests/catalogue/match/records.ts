import fc from 'fast-check'
import type { Cluster, MatchRecord } from '#catalogue/match/cluster'
import type { CatalogueRecord, PartialDate } from '#catalogue/record'

/** Builds a record from `source/dataset/key` and a title. `year` and `platform` make its only release. */
export function aRecord(
  from: string,
  title: string,
  { platform, year, ...fields }: Partial<CatalogueRecord> & { platform?: string; year?: number } = {},
): MatchRecord {
  const [source = '', dataset = '', key = ''] = from.split('/')
  const released: PartialDate | undefined = year ? { date: `${year}-01-01`, precision: 'year' } : undefined
  const releases = platform ? [{ platform, ...(released && { released }) }] : undefined
  return { ref: { source, dataset, key }, record: { title, ...(releases && { releases }), ...fields } }
}

/** Returns the titles of each cluster. */
export const titlesTogether = (clusters: readonly Cluster<MatchRecord>[]): string[][] =>
  clusters.map(({ members }) => members.map(({ record }) => record.record.title))

const TITLES = [
  'Doom',
  'Doom (2016)',
  'Doom 3',
  'Doom III: BFG Edition',
  'Doom 3: Resurrection of Evil',
  'Resurrection of Evils',
  'Resurrection of Evvils',
  '2012',
  'Prey',
  'PREY',
  '???',
  '',
  '三国志',
  'Doom HD',
]

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

/** Arbitrary records of few titles, sources, years, platforms, kinds and ids, so that all rules of matching interact. */
export const someRecords = fc
  .uniqueArray(
    fc.record({
      from: fc
        .tuple(fc.constantFrom('a/1', 'a/2', 'b/1', 'steam/1'), fc.integer({ min: 1, max: 4 }))
        .map((p) => p.join('/')),
      title: fc.constantFrom(...TITLES),
      year: maybe([1993, 1994, 2004, 2006, 2016, 2017]),
      platform: maybe(['pc', 'ps2', 'ps4']),
      kind: maybe(['game', 'dlc', 'expansion', 'remake'] as const),
      steam: maybe(['1', '2', '3']),
      dlcOf: maybe(['1', '2']),
      publishers: maybe([['id Software'], ['Bethesda Inc.', 'Arkane']]),
    }),
    { selector: ({ from }) => from, maxLength: 12 },
  )
  .map((drafts) => drafts.map(toRecord))

type Draft = {
  from: string
  title: string
  year: number | undefined
  platform: string | undefined
  kind: CatalogueRecord['kind'] | undefined
  steam: string | undefined
  dlcOf: string | undefined
  publishers: string[] | undefined
}

function toRecord({ from, title, year, platform, kind, steam, dlcOf, publishers }: Draft): MatchRecord {
  return aRecord(from, title, {
    ...(year && { year }),
    ...(platform && { platform }),
    ...(kind && { kind }),
    ...(steam && { externalIds: { steam } }),
    ...(dlcOf && { relations: [{ relation: 'dlc_of', source: 'steam', id: dlcOf }] }),
    ...(publishers && { publishers }),
  })
}
