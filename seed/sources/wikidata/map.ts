import { cleanCompany } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { normaliseTitle } from '#catalogue/match/title'
import { byYear } from '#catalogue/merge/dates'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { aboutCompanies } from './companies'
import { wikidataExternalIds } from './external'
import { genreOf } from './genres'
import { kindOf } from './kinds'
import type { WikidataRow, WikidataStatement } from './row'
import { itemNames, valuesOf } from './statements'

/**
 * Maps an item of Wikidata to a catalogue record. Its key is the item id; its title is the English name, else the one for all
 * languages, else the French one. Refuses with `missing_title`.
 */
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
    ...aboutCompanies(row),
    ...(others.length > 0 && { alternativeNames: others }),
    ...wordsOf(row, vocabulary),
  }
  const externalIds = wikidataExternalIds(row)
  if (Object.keys(externalIds).length > 0) record.externalIds = externalIds
  return { ok: true, key: row.id, record }
}

/** Number of valid characters of a date by its precision: year, month, day. */
const CHARACTERS: Record<number, number> = { 9: 4, 10: 7, 11: 10 }

/** Returns a date with its precision; `undefined` if it is less precise than a year or not a valid date. */
function dateOf({ value, precision = 0 }: WikidataStatement): PartialDate | undefined {
  const parsed = parseDate(value.slice(0, CHARACTERS[precision] ?? 0))
  return parsed.ok ? parsed.value : undefined
}

/** Returns a release per known platform, with the earliest date stated for it, and the earliest date of all. */
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

/** Returns the edition given by the classes of an item, unless the title already names one. */
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

/** Returns the genres as slugs, and the genre and platform words that are not in the vocabulary. */
function wordsOf(row: WikidataRow, vocabulary: Vocabulary): Pick<CatalogueRecord, 'genres' | 'unknown'> {
  const labels = [...itemNames(row, 'genre').values()]
  const genres = [...new Set(labels.flatMap((label) => genreOf(label, vocabulary) ?? []))]
  const unknownGenres = labels.filter((label) => !genreOf(label, vocabulary))
  const platforms = [...itemNames(row, 'platform').values()].filter((name) => !vocabulary.platform(name))
  const unknown = {
    ...(platforms.length > 0 && { platforms }),
    ...(unknownGenres.length > 0 && { genres: unknownGenres }),
  }
  return { ...(genres.length > 0 && { genres }), ...(Object.keys(unknown).length > 0 && { unknown }) }
}
