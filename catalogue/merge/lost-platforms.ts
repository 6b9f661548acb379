import type { RecordRelease } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { launchYearOf } from '#catalogue/vocabulary/platforms/launches'
import { playsGamesOf } from '#catalogue/vocabulary/platforms/plays'
import { trustByVoice, weakestVoice } from './outvoted'
import type { LossRule } from './provenance'
import { type Ranked, voiceOf } from './rank'

/**
 * Voices that state a platform. `isOwn` is true if a record is of this platform alone, or gives it a date or copies of its own;
 * `hasDay` if a record of several platforms knows the day on which the game came out for this one.
 */
type Statement = { voices: Set<string>; isOwn: boolean; hasDay: boolean }

const isOwn = ({ released, salesCopies }: RecordRelease, releases: readonly RecordRelease[]): boolean =>
  releases.length === 1 || released !== undefined || salesCopies !== undefined

const isOfDay = ({ released }: RecordRelease, releases: readonly RecordRelease[]): boolean =>
  releases.length > 1 && released?.precision === 'day'

function statements(ranked: readonly Ranked[]): Map<string, Statement> {
  const found = new Map<string, Statement>()
  for (const by of ranked) {
    const { releases = [] } = by.record
    for (const release of releases) {
      const stated = found.get(release.platform) ?? { voices: new Set(), isOwn: false, hasDay: false }
      found.set(release.platform, stated)
      stated.voices.add(voiceOf(by))
      stated.isOwn ||= isOwn(release, releases)
      stated.hasDay ||= isOfDay(release, releases)
    }
  }
  return found
}

function hasOnePlatform(ranked: readonly Ranked[]): boolean {
  const [first] = ranked.find(({ releases }) => releases.length > 0)?.releases ?? []
  return ranked.every(({ releases }) => releases.every(({ platform }) => platform === first?.platform))
}

/**
 * Returns the platforms that are no release of the game, with the rule of each.
 *
 * `backward_compatible`: one voice names a platform that plays some games of an older one which is stated too, knows neither date nor
 * copies of it, and no console of another maker is stated that was launched with it or later. `lone_platform`: the least trusted of at
 * least three voices alone names it, and knows no day on which it came out.
 */
export function lostPlatforms(ranked: readonly Ranked[]): ReadonlyMap<string, LossRule> {
  const lost = new Map<string, LossRule>()
  if (hasOnePlatform(ranked)) return lost
  const stated = statements(ranked)
  const weakest = weakestVoice(trustByVoice(ranked.filter(({ record }) => record.releases?.length)))
  const others = [...stated.keys()]
  for (const [platform, { voices, isOwn: own, hasDay }] of stated) {
    if (voices.size > 1) continue
    if (!own && isPlayedThere(platform, others)) lost.set(platform, 'backward_compatible')
    else if (!hasDay && weakest !== undefined && voices.has(weakest)) lost.set(platform, 'lone_platform')
  }
  return lost
}

/**
 * True if a platform plays some games of an older one that is stated, and no console of another maker is that was launched with it or
 * later: a game that came out for such a console came out for this platform too.
 */
function isPlayedThere(platform: string, stated: readonly string[]): boolean {
  const older = playsGamesOf(platform)
  if (!stated.some((other) => older.includes(other))) return false
  const family = standardVocabulary.platform(platform)?.family
  const launched = launchYearOf(platform) ?? 0
  return !stated.some((slug) => {
    const other = standardVocabulary.platform(slug)
    return other && other.generation !== null && other.family !== family && (launchYearOf(slug) ?? 0) >= launched
  })
}
