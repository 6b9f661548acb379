import { titleTags } from '#catalogue/clean/title-tags'
import { companyKey, namedCompanies } from '#catalogue/merge/company'
import type { CatalogueRecord, Kind, PartialDate, RecordRelease } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { regionOf } from '#catalogue/vocabulary/regions'
import { otherNamesOf } from './names'
import { foldScript } from './script'
import { type NormalisedTitle, normaliseTitle } from './title'

/** A catalogue record with its ref. */
export type MatchRecord = { ref: RecordRef; record: CatalogueRecord }

/** Features of a record that matching compares, computed once. */
export type MatchFeatures<T extends MatchRecord = MatchRecord> = {
  item: T
  title: NormalisedTitle
  /** The folded title without spaces and punctuation; articles, numerals and editions stay as they are written. */
  plain: string
  /** The numbers of the title, joined by spaces. */
  numbers: string
  /** Compact forms of the alternative names. */
  names: string[]
  /** The editions that the title names, joined by spaces. */
  edition: string
  kind: Kind | undefined
  /** Source and dataset, joined by a line break. */
  dataset: string
  platforms: string[]
  /** Platform, region, edition and tags of the title of each release, joined by line breaks; without releases edition and tags. */
  packages: string[]
  /** Release day of each release; `undefined` if it is not known to the day. */
  days: (string | undefined)[]
  /** Release year of each of `platforms`; `undefined` if the record does not date that platform. */
  years: (number | undefined)[]
  /** The year in brackets in the title, else the earliest year that the record states. */
  year: number | undefined
  /** External ids. `space` is the source or shop that assigned the id. */
  ids: [space: string, id: string][]
  /** True for a shop's entry. A shop dates a game by the day it began to sell it. */
  isShopEntry: boolean
  /** Keys of companies in any role. */
  companies: string[]
}

const yearOf = (date: PartialDate | undefined) => (date ? Number(date.date.slice(0, 4)) : undefined)

const SIGNS = /[\x20-\x2f\x3a-\x60\x7b-\x7e]+/g

/** Returns the folded title without spaces and ASCII punctuation. */
const plainOf = (title: string) => foldScript(title).replace(SIGNS, '')

/** Returns the year of one release. The date of the record dates its release only if it is the only one. */
const releaseYear = ({ released, releases }: CatalogueRecord, release: RecordRelease) =>
  yearOf(release.released ?? (releases?.length === 1 ? released : undefined))

function earliestYear(record: CatalogueRecord): number | undefined {
  let earliest = yearOf(record.released)
  for (const release of record.releases ?? []) {
    const year = yearOf(release.released)
    if (year !== undefined && (earliest === undefined || year < earliest)) earliest = year
  }
  return earliest
}

const dayOf = (date: PartialDate | undefined) => (date?.precision === 'day' ? date.date : undefined)

/** Kinds that are compared as another: sources disagree on what is a DLC or an expansion, and most call a remake a game. */
const SAME_KINDS: Partial<Record<Kind, Kind>> = { dlc: 'expansion', remake: 'game' }

/** Computes the features of a record. A year in brackets in the title takes precedence over the dates of the record. */
export function matchFeatures<T extends MatchRecord>(item: T): MatchFeatures<T> {
  const { ref, record } = item
  const title = normaliseTitle(record.title)
  const edition = title.editions.join(' ')
  const releases = record.releases ?? []
  return {
    item,
    title,
    plain: plainOf(record.title),
    numbers: title.numbers.join(' '),
    names: otherNamesOf(record, title.compact),
    edition,
    kind: record.kind && (SAME_KINDS[record.kind] ?? record.kind),
    dataset: `${ref.source}\n${ref.dataset}`,
    platforms: releases.map((release) => release.platform),
    packages: packagesOf(releases, edition, titleTags(record.title)),
    days: releases.map((release) => dayOf(release.released ?? record.released)),
    years: releases.map((release) => releaseYear(record, release) ?? title.year),
    year: title.year ?? earliestYear(record),
    ids: Object.entries(record.externalIds ?? {}),
    isShopEntry: isEntryOfShop(item),
    companies: namedCompanies(record).flatMap((name) => companyKey(name) || []),
  }
}

/** Sources whose ids are assigned by a shop. */
const SHOPS = new Set(['app-store', 'epic', 'gog', 'google-play', 'humble', 'itch', 'oculus', 'steam'])

/** True if the record's key is a shop's id. A source that states a shop's id beside a key of its own is no shop. */
const isEntryOfShop = ({ ref, record }: MatchRecord): boolean =>
  SHOPS.has(ref.source) ||
  Object.entries(record.externalIds ?? {}).some(([space, id]) => SHOPS.has(space) && id === ref.key)

function packagesOf(releases: readonly RecordRelease[], edition: string, tags: string): string[] {
  if (releases.length === 0) return [`${edition}\n${tags}`]
  return releases.map(
    (release) => `${release.platform}\n${regionOf(release.region ?? '')}\n${release.edition ?? edition}\n${tags}`,
  )
}
