import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parseDate } from '#catalogue/clean/date'
import type { MatchRecord } from '#catalogue/match/cluster'
import { componentsOf } from '#catalogue/match/components'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { listMatchRecords } from '#db/match/archive'
import type { Db } from '#db/stores'
import { gamesByRecord, listed, withEveryList } from './catalogue'
import type { Decided } from './decided'
import { type GoldRow, memberOf, readGold } from './gold'
import { clusterResult, differByEdition, type GoldMember, pairOf, type Result, resultOf } from './result'

/** Ids of the games of each record, by the name of the record. */
type Games = ReadonlyMap<string, readonly string[]>

/** Pair of the ground truth. Its two records may be missing from the loaded lists. */
type StatedPair = { one: string; other: string; titles: [one: string, other: string] }

/** Results of a catalogue, and the components they were computed from. */
type MeasuredCatalogue = { pairs: Result[]; clusters: Result[]; decided: Decided }

/** Loads every list and checks which pairs of the ground truth became one game. Pairs that are not in the lists are left out. */
export const measureCatalogue = (
  server: string,
  data: string,
  say: (line: string) => void,
): Promise<MeasuredCatalogue> => withEveryList(server, data, say, (db) => measureGames(db, data))

/** Does the same for a catalogue in which these lists are loaded. */
export async function measureGames(db: Db, data: string): Promise<MeasuredCatalogue> {
  const games = await gamesByRecord(db)
  const records = await listMatchRecords(db, Number.POSITIVE_INFINITY)
  const titles = titlesOf(records)
  return {
    pairs: [
      pairResult('IGDB-Steam', await igdbPairs(data), games, titles),
      pairResult('Steam-Metacritic', await metacriticPairs(data), games, titles),
    ],
    clusters: [
      loadedClusters('IGN clusters', await ignMembers(data), games),
      loadedClusters('Metacritic clusters', await metacriticMembers(data), games),
    ],
    decided: { components: componentsOf(records), nameOf },
  }
}

const nameOf = ({ ref: { source, key } }: MatchRecord) => listed(source, key)

/** Returns a function that gives every title that the lists have for a record. */
function titlesOf(records: readonly MatchRecord[]): (name: string) => string {
  const named = Map.groupBy(records, nameOf)
  return (name) => [...new Set(named.get(name)?.map(({ record }) => record.title))].join(' = ')
}

async function igdbPairs(data: string): Promise<StatedPair[]> {
  const direct = await readGold(data, 'gold_igdb_steam')
  const external = (await readGold(data, 'gold_igdb_external_ids')).filter(({ source }) => source === 'steam')
  return [
    ...direct.map((row) => igdbPair(row, row.steam_appid, row.steamspy_name)),
    ...external.map((row) => igdbPair(row, row.uid, row.name_at_source)),
  ]
}

const igdbPair = ({ igdb_id, igdb_name = '' }: GoldRow, appid = '', name = ''): StatedPair => ({
  one: `igdb-v2/${igdb_id}`,
  other: `steam/${appid}`,
  titles: [igdb_name, name],
})

const metacriticPairs = async (data: string): Promise<StatedPair[]> =>
  (await readGold(data, 'gold_steam_metacritic')).map((row) => ({
    one: `steam/${row.steam_appid}`,
    other: metacriticName(row.mc2019_title, row.mc2019_platform, row.mc2019_release_date),
    titles: [row.steam_name ?? '', row.mc2019_title ?? ''],
  }))

/** Returns the name of a row of Metacritic: its source and its key in the archive. */
function metacriticName(title = '', platform = '', date = ''): string {
  const released = parseDate(date)
  const day = released.ok && released.value ? `|${released.value.date}` : ''
  const slug = standardVocabulary.platform(platform)?.slug ?? platform.toLowerCase()
  return `metacritic/${title.trim().toLowerCase()}|${slug}${day}`
}

/** Returns the result of a file. A claim is two of its records in one game; it is false if they are not a true pair. */
function pairResult(file: string, stated: readonly StatedPair[], games: Games, tell: Result['tell']): Result {
  const loaded = stated.filter(({ one, other }) => games.has(one) && games.has(other))
  const titles = new Map(loaded.flatMap(({ one, other, titles: [a, b] }) => [[one, a] as const, [other, b] as const]))
  const others = new Set(loaded.map(({ other }) => other))
  const meet = (one: string, other: string) => games.get(one)?.some((game) => games.get(other)?.includes(game)) ?? false
  const partners = (one: string) => [...others].filter((other) => meet(one, other))
  return resultOf(file, {
    truth: new Set(loaded.map(({ one, other }) => pairOf(one, other))),
    claimed: new Set(loaded.flatMap(({ one }) => partners(one).map((other) => pairOf(one, other)))),
    isOutside: (one, other) => differByEdition(titles.get(one) ?? '', titles.get(other) ?? ''),
    tell,
  })
}

async function ignMembers(data: string): Promise<GoldMember[]> {
  const gold = new Map((await readGold(data, 'gold_ign_clusters')).map((row) => [row.row, row]))
  // safe: with `columns` csv-parse returns objects of strings
  const list = parse(await Bun.file(join(data, 'csv/ign_reviews_with_url.csv')).text(), { columns: true }) as GoldRow[]
  return list.flatMap((row) => {
    const known = gold.get(row[''])
    return known ? [{ ...memberOf(known), name: `ign/${row.url}` }] : []
  })
}

const metacriticMembers = async (data: string): Promise<GoldMember[]> =>
  (await readGold(data, 'gold_metacritic_clusters')).map((row) => ({
    ...memberOf(row),
    name: metacriticName(row.title, row.platform, row.date),
  }))

function loadedClusters(file: string, stated: readonly GoldMember[], games: Games): Result {
  const members = [...new Map(stated.filter(({ name }) => games.has(name)).map((each) => [each.name, each])).values()]
  const groups = Map.groupBy(members, ({ name }) => games.get(name)?.[0])
  return clusterResult(
    file,
    members,
    [...groups.values()].map((of) => of.map(({ name }) => name)),
  )
}
