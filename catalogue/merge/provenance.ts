import type { RecordRelease, SalesCount } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'

/**
 * Rule by which a value won. `lock` is an override, which always wins. `only` means that there was nothing to choose or combine:
 * a single record states the field, or one record added all values of a union, even if others state the same. `trust`,
 * `completeness`, `recency` and `name` compare records, in this order. `largest`, `union` and `earliest` say how several values
 * were combined. `copies`, `votes` and `listings` say what a popularity is estimated from, if no record states one.
 */
export type MergeRule =
  | 'lock'
  | 'only'
  | 'trust'
  | 'completeness'
  | 'recency'
  | 'name'
  | 'largest'
  | 'union'
  | 'earliest'
  | 'copies'
  | 'votes'
  | 'listings'

/**
 * Rule by which a claim lost, whoever stated it. `before_platform`: a date before its platform existed. `after_reading`: a date more than
 * five years after its record was read. `unsupported`: an earlier date that no independent source comes near. `time_zone`: the day before,
 * which not more sources state, or less trusted ones. `edition`: a date or a developer of an edition or a port, while the game itself has
 * one. `year_in_day`: 1 January or 31 December, where another claim says more. `backward_compatible`: a
 * platform that only plays the release of an older one. `lone_platform`: a platform that the least trusted of several sources alone
 * names. `one_region`: copies of the world that are fewer than those of its regions. `role_stated`: a company without a role, where another
 * claim says which it has. `publisher_only`: a developer of a list without publishers that a record with both names as publisher only.
 * `same_house`: another name of a company, which a record names in the same role. `studio_named`: a publisher as developer, where another
 * claim names its studio.
 * `few_votes`: a score of fewer than 50 votes, where another has more, or 0 or 100 of fewer than three. `positive_share`: a share of
 * positive votes, where another claim is a mean. `lone_genre`: a genre that one of several sources alone states. `tags`:
 * genres of a record that has tags in their place.
 */
export type LossRule =
  | 'before_platform'
  | 'after_reading'
  | 'unsupported'
  | 'time_zone'
  | 'edition'
  | 'year_in_day'
  | 'backward_compatible'
  | 'lone_platform'
  | 'one_region'
  | 'role_stated'
  | 'publisher_only'
  | 'same_house'
  | 'studio_named'
  | 'few_votes'
  | 'positive_share'
  | 'lone_genre'
  | 'tags'

/** A value that a record states for a field, and the rule by which it lost, if it is not that of the field. */
export type Claim = { by: RecordRef; value: unknown; rule?: LossRule }

/** An override of a field: its author, reason, time (ISO) and value. */
export type OverrideClaim = { author: string; reason: string | null; at: string; value: unknown }

/**
 * Copies that a figure of sales counts: boxed ones or all, `null` if its sources do not say or differ; and the platforms that were
 * added up, none for a figure of the whole game.
 */
export type CountedCopies = { copies: SalesCount | null; platforms: string[] }

/**
 * Reason for the value of a field: the rule, the claims that won and those that lost.
 *
 * All claims of an overridden field are losers, except for `related`, where overrides and claims are combined. `released` and
 * `salesCopies` that follow from overridden releases have the rule `lock` without a `lock` of their own. If every claim lost by a rule
 * of its own, there is no winner, and the rule is that of the first.
 */
export type FieldProvenance = {
  rule: MergeRule | LossRule
  winners: Claim[]
  losers: Claim[]
  lock?: OverrideClaim
  /** True if sources disagree: one states what contradicts the chosen value (`markDisputes`). */
  disputed?: true
  /** Only for `salesCopies`. */
  counts?: CountedCopies
}

/**
 * Members of a game that have provenance, under the names they have in the game as it is served and in overrides. `releases`
 * says which releases each record added.
 */
type MemberName =
  | 'title'
  | 'kind'
  | 'summary'
  | 'website'
  | 'cover'
  | 'released'
  | 'releases'
  | 'genres'
  | 'series'
  | 'tags'
  | 'companies'
  | 'ratings'
  | 'ids'
  | 'related'
  | 'alternativeNames'
  | 'score.critics'
  | 'score.users'
  | 'salesCopies'
  | 'popularity'

/**
 * Parts of `releases` that have provenance of their own: `releases.<platform>`, the override of all releases on a platform,
 * and a release's `.released` and `.salesCopies` after its name (`releaseMember`), where several records describe it.
 */
type ReleaseName = `releases.${string}`

/** Reason for the value of each member of the game. Members that neither a record nor an override states are absent. */
export type Provenance = { [Name in MemberName]?: FieldProvenance } & { [Name in ReleaseName]: FieldProvenance }

export type ProvenanceName = MemberName | ReleaseName

/**
 * Returns the name of a release in provenance: `releases.pc`, and with its region and edition where it has them
 * `releases.pc[region=eu]`, `releases.pc[edition=goty]`, `releases.pc[region=eu,edition=goty]`.
 *
 * In region and edition `%`, `,` and `]` are percent-encoded, so that no two releases share a name.
 */
export function releaseMember({ platform, region, edition }: RecordRelease): ReleaseName {
  const details = Object.entries({ region, edition }).flatMap(([name, value]) =>
    value ? [`${name}=${value.replace(/[%,\]]/g, encodeURIComponent)}`] : [],
  )
  return `releases.${platform}${details.length > 0 ? `[${details.join(',')}]` : ''}`
}
