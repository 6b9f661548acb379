import { companySlug } from '#catalogue/merge/company'
import type { CatalogueRecord, Kind, PartialDate, RecordRelease } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { regionOf } from '#catalogue/vocabulary/regions'
import { otherNamesOf } from './names'
import { foldScript } from './script'
import { type NormalisedTitle, normaliseTitle } from './title'

/** A record and who said it. */
export type MatchRecord = { ref: RecordRef; record: CatalogueRecord }

/** A record as the matcher compares it: everything that is asked more than once, worked out once. */
export type MatchFeatures<T extends MatchRecord = MatchRecord> = {
  item: T
  title: NormalisedTitle
  /** The letters and digits of the title as it was written. */
  plain: string
  numbers: string
  /** The compact forms of its other names. */
  names: string[]
  edition: string
  kind: Kind | undefined
  /** Source and dataset: whoever lists two things knows them to be two. */
  list: string
  platforms: string[]
  /** What it is for its own list: platform, region and edition of each release. */
  packages: string[]
  /** The day of each of `packages`, where it is known to the day. */
  days: (string | undefined)[]
  /** The year on each of `platforms`, where it is known for that platform. */
  years: (number | undefined)[]
  /** The earliest year it states for the work. */
  year: number | undefined
  ids: [space: string, id: string][]
  /** Whether it is an entry of a shop, which dates a game by the day it began to sell it. */
  isShopEntry: boolean
  companies: string[]
}

const yearOf = (date: PartialDate | undefined) => (date ? Number(date.date.slice(0, 4)) : undefined)

const SIGNS = /[\x20-\x2f\x3a-\x60\x7b-\x7e]+/g

/** A plain spelling of a title: folded, without spaces and signs. */
const plainOf = (title: string) => foldScript(title).replace(SIGNS, '')

/** The year of one release. A date of the whole record is that of its platform only where there is just one. */
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

/** Sources draw the line between a downloadable pack and an expansion differently; and a remake is to most of them a game. */
const SAME_KINDS: Partial<Record<Kind, Kind>> = { dlc: 'expansion', remake: 'game' }

/** Everything the matcher asks of a record. The year in the brackets of a title is that of the work, whatever the
 * date of this release. */
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
    list: `${ref.source}\n${ref.dataset}`,
    platforms: releases.map((release) => release.platform),
    packages: packagesOf(releases, edition),
    days: releases.map((release) => dayOf(release.released ?? record.released)),
    years: releases.map((release) => releaseYear(record, release) ?? title.year),
    year: title.year ?? earliestYear(record),
    ids: Object.entries(record.externalIds ?? {}),
    isShopEntry: isEntryOfShop(item),
    companies: [...(record.developers ?? []), ...(record.publishers ?? [])].map(companySlug),
  }
}

/** Spaces of ids that are the numbers of a shop. */
const SHOPS = new Set(['app-store', 'epic', 'gog', 'google-play', 'humble', 'itch', 'oculus', 'steam'])

/** An entry that goes by its number in a shop. A list that names that number beside a key of its own is no shop. */
const isEntryOfShop = ({ ref, record }: MatchRecord): boolean =>
  SHOPS.has(ref.source) ||
  Object.entries(record.externalIds ?? {}).some(([space, id]) => SHOPS.has(space) && id === ref.key)

function packagesOf(releases: readonly RecordRelease[], edition: string): string[] {
  if (releases.length === 0) return [edition]
  return releases.map(
    (release) => `${release.platform}\n${regionOf(release.region ?? '')}\n${release.edition ?? edition}`,
  )
}
