import { cleanCompany } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { normaliseTitle } from '#catalogue/match/title'
import { byYear } from '#catalogue/merge/first-release'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { wikidataExternalIds } from './external'
import { genreOf } from './genres'
import { kindOf } from './kinds'
import type { WikidataRow, WikidataStatement } from './row'
import { itemNames, valuesOf } from './statements'

/** A game of Wikidata in our words, keyed by its item: its English name, or else the French one. Refuses `missing_title`. */
export function mapWikidata(row: WikidataRow, { vocabulary }: MapContext): Mapped {
  const [title, ...labels] = valuesOf(row, 'label')
  if (!title) return refuseRecord('missing_title', 'label', 'The item has no name in English or French.')
  const { kind } = kindOf(valuesOf(row, 'class'))
  const others = [...new Set([...labels, ...valuesOf(row, 'alias')])].filter((name) => name !== title)
  const record: CatalogueRecord = {
    title,
    ...(kind && { kind }),
    ...releasesOf(row, title, vocabulary),
    ...listsOf(row),
    ...(others.length > 0 && { alternativeNames: others }),
    ...wordsOf(row, vocabulary),
  }
  const externalIds = wikidataExternalIds(row)
  if (Object.keys(externalIds).length > 0) record.externalIds = externalIds
  return { ok: true, key: row.id, record }
}

/** How many characters of a date hold, by its precision: those of a year, a month, a day. */
const CHARACTERS: Record<number, number> = { 9: 4, 10: 7, 11: 10 }

/** A date as exactly as it is known; what is vaguer than a year, or no date of games, is none. */
function dateOf({ value, precision = 0 }: WikidataStatement): PartialDate | undefined {
  const parsed = parseDate(value.slice(0, CHARACTERS[precision] ?? 0))
  return parsed.ok ? parsed.value : undefined
}

/** A release on each platform we know, with the first date that holds for it, and the first date of all. */
function releasesOf(
  row: WikidataRow,
  title: string,
  vocabulary: Vocabulary,
): Pick<CatalogueRecord, 'released' | 'releases'> {
  const dates = row.statements.filter(({ field }) => field === 'released')
  const released = firstOf(dates)
  const releases: RecordRelease[] = []
  const platforms = Map.groupBy(itemNames(row, 'platform'), ([, name]) => vocabulary.platform(name)?.slug)
  for (const [platform, named] of platforms) {
    const first = firstOf(dates.filter(({ entity }) => named.some(([item]) => item === entity)))
    if (platform) releases.push({ platform, ...editionOf(row, title), ...(first && { released: first }) })
  }
  return { ...(released && { released }), ...(releases.length > 0 && { releases }) }
}

/** The package an item is by its class; a title that names one speaks for itself. */
function editionOf(row: WikidataRow, title: string): { edition?: string } {
  const { edition } = kindOf(valuesOf(row, 'class'))
  return edition && normaliseTitle(title).editions.length === 0 ? { edition } : {}
}

const firstOf = (dates: readonly WikidataStatement[]): PartialDate | undefined =>
  dates.flatMap((date) => dateOf(date) ?? []).sort(byYear)[0]

function listsOf(row: WikidataRow): Pick<CatalogueRecord, 'developers' | 'publishers' | 'series'> {
  const companies = (field: string) => [
    ...new Set([...itemNames(row, field).values()].flatMap((name) => cleanCompany(name) ?? [])),
  ]
  const [developers, publishers] = [companies('developer'), companies('publisher')]
  const series = [...new Set(itemNames(row, 'series').values())]
  return {
    ...(developers.length > 0 && { developers }),
    ...(publishers.length > 0 && { publishers }),
    ...(series.length > 0 && { series }),
  }
}

/** Genres in our words, and the words for genres and platforms that nobody here knows. */
function wordsOf(row: WikidataRow, vocabulary: Vocabulary): Pick<CatalogueRecord, 'genres' | 'unknown'> {
  const labels = [...itemNames(row, 'genre').values()]
  const genres = [...new Set(labels.flatMap((label) => genreOf(label, vocabulary) ?? []))]
  const strange = labels.filter((label) => !genreOf(label, vocabulary))
  const platforms = [...itemNames(row, 'platform').values()].filter((name) => !vocabulary.platform(name))
  const unknown = { ...(platforms.length > 0 && { platforms }), ...(strange.length > 0 && { genres: strange }) }
  return { ...(genres.length > 0 && { genres }), ...(Object.keys(unknown).length > 0 && { unknown }) }
}
