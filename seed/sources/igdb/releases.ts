import { editionNamed } from '#catalogue/match/editions'
import { normaliseTitle } from '#catalogue/match/title'
import { byYear } from '#catalogue/merge/dates'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { dateOfFirst, dateOfRelease } from './dates'
import { type Named, PLATFORM_BY_ID, REGION_BY_ID, slugByNameOrId } from './ids'
import { typeOf } from './kinds'
import { type IgdbRow, objectsOf, referencedId } from './row'

/** Statuses of a release date that is not a release. */
const NO_RELEASE = new Set(['alpha', 'beta', 'cancelled', 'offline'])

const platformOf = (platform: Named, vocabulary: Vocabulary) =>
  slugByNameOrId(platform, vocabulary.platform, PLATFORM_BY_ID)

/**
 * Returns the releases of a game, the earliest per platform and region, and the date of its first release.
 *
 * A platform without a date becomes a release without a date. Platforms that are not in the vocabulary are in `unknown`.
 */
export function igdbReleases(
  row: IgdbRow,
  vocabulary: Vocabulary,
): Pick<CatalogueRecord, 'released' | 'releases'> & { unknown: string[] } {
  const dated = datedReleases(row, vocabulary)
  const platforms = (row.platforms ?? []).map((platform) => platformOf(platform, vocabulary))
  const known = new Set(platforms.flatMap(({ slug }) => slug ?? []))
  const undated = [...known].filter((slug) => !dated.some(({ platform }) => platform === slug))
  const edition = editionOf(row)
  const releases = [...earliestOfEach(dated), ...undated.map((platform): RecordRelease => ({ platform }))]
  const released = firstOf(row)
  return {
    ...(released && { released }),
    ...(releases.length > 0 && { releases: edition ? releases.map((release) => ({ ...release, edition })) : releases }),
    unknown: platforms.flatMap(({ slug, word }) => (slug ? [] : word)),
  }
}

const releaseDatesOf = ({ release_dates }: IgdbRow) =>
  objectsOf(release_dates).filter(
    ({ status }) => typeof status !== 'object' || !NO_RELEASE.has(status.name?.toLowerCase() ?? ''),
  )

function datedReleases(row: IgdbRow, vocabulary: Vocabulary): RecordRelease[] {
  return releaseDatesOf(row).flatMap((date): RecordRelease[] => {
    const platform = date.platform && platformOf(date.platform, vocabulary).slug
    const region = REGION_BY_ID.get(referencedId(date.release_region) ?? date.region ?? 0)
    const released = dateOfRelease(date)
    return platform ? [{ platform, ...(region && { region }), ...(released && { released }) }] : []
  })
}

/** Sorts by date, releases without a date last. */
const byDate = ({ released: one }: RecordRelease, { released: other }: RecordRelease): number =>
  one && other ? byYear(one, other) : Number(!one) - Number(!other)

function earliestOfEach(releases: readonly RecordRelease[]): RecordRelease[] {
  const first = new Map<string, RecordRelease>()
  for (const release of [...releases].sort(byDate)) {
    const place = `${release.platform}|${release.region ?? ''}`
    if (!first.has(place)) first.set(place, release)
  }
  return [...first.values()]
}

function firstOf(row: IgdbRow): PartialDate | undefined {
  const [first] = releaseDatesOf(row)
    .flatMap((date) => dateOfRelease(date) ?? [])
    .sort(byYear)
  return first ?? (row.first_release_date === undefined ? undefined : dateOfFirst(row.first_release_date))
}

/**
 * Returns the edition that the version title names, else the one of the game type; `undefined` if the title already names
 * one.
 */
function editionOf({ name = '', version_title, game_type, category }: IgdbRow): string | undefined {
  if (normaliseTitle(name).editions.length > 0) return undefined
  const stated = version_title && editionNamed(version_title.toLowerCase())
  return stated || typeOf(referencedId(game_type) ?? category).edition
}
