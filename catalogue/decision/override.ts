import type { GoldenGame } from '#catalogue/merge/golden'
import type { ReleaseOverrides } from '#catalogue/merge/overridden-releases'
import type { FieldProvenance } from '#catalogue/merge/provenance'
import { sortTitleOf } from '#catalogue/merge/slug'
import type { RelationRuling } from '#catalogue/relation'
import { isOverridable, type OverridableField, parseOverride } from './overridable'
import { parseReleaseOverride } from './release-override'

/** A value that a person gave a field. It wins over every source until it is undone. `at` is an ISO time. */
export type Override = { field: string; value: unknown; author: string; reason: string | null; at: string }

/** Returns the latest override of each field. */
function latestPerField(overrides: readonly Override[]): Override[] {
  const inOrder = [...overrides].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  return [...new Map(inOrder.map((override) => [override.field, override])).values()]
}

const isTitle = ({ field }: Override) => field === 'title'

/** Returns the latest override of the releases on each platform, as `mergeRecords` takes them. Invalid ones are ignored. */
export function releaseOverrides(overrides: readonly Override[]): ReleaseOverrides {
  const byPlatform = latestPerField(overrides).flatMap(({ field, value, author, reason, at }) => {
    const parsed = parseReleaseOverride(field, value)
    return parsed
      ? [[parsed.platform, { releases: parsed.releases, claim: { author, reason, at, value } }] as const]
      : []
  })
  return new Map(byPlatform)
}

/**
 * Returns the game with overridden values, and the overrides in its provenance beside the claims of the sources.
 *
 * For each field the latest override counts. Overrides of unknown fields and values that are no longer valid are ignored.
 * Overrides of releases are ignored too: `mergeRecords` applies them, because other values follow from releases.
 */
export function applyOverrides(game: GoldenGame, overrides: readonly Override[]): GoldenGame {
  const latest = latestPerField(overrides)
  // The title goes first: overriding it changes the alternative names.
  const ordered = [...latest.filter(isTitle), ...latest.filter((override) => !isTitle(override))]
  return ordered.reduce(applyOverride, game)
}

function applyOverride(game: GoldenGame, { field, value, author, reason, at }: Override): GoldenGame {
  const parsed = parseOverride(field, value)
  if (!parsed.ok || !isOverridable(field)) return game
  const provenance: FieldProvenance = {
    rule: 'lock',
    ...claimsBeside(field, game.provenance[field]),
    lock: { author, reason, at, value: parsed.value },
  }
  const changed = { ...game, ...SETTERS[field](game, parsed.value as never, at) } // safe: the value was parsed by the schema of its field
  return { ...withoutUndefined(changed), provenance: { ...game.provenance, [field]: provenance } }
}

/** Returns the claims of an overridden field, all as losers; those of `related` stay, since its override need not list all. */
function claimsBeside(
  field: OverridableField,
  { winners, losers }: Pick<FieldProvenance, 'winners' | 'losers'> = { winners: [], losers: [] },
): Pick<FieldProvenance, 'winners' | 'losers'> {
  return field === 'related' ? { winners, losers } : { winners: [], losers: [...winners, ...losers] }
}

/** Changed members of a game; `undefined` removes a member. */
type Change = { [Member in keyof GoldenGame]?: GoldenGame[Member] | undefined }
type Setter = (game: GoldenGame, value: never, at: string) => Change

const setMember =
  (member: keyof GoldenGame): Setter =>
  (_, value) => ({ [member]: value ?? undefined })

const SETTERS: Record<OverridableField, Setter> = {
  title: (game, title: string) => ({
    title,
    sortTitle: sortTitleOf(title),
    // The title that the sources state remains a name by which the game is found.
    alternativeNames: [...new Set([game.title, ...game.alternativeNames])].filter((name) => name !== title),
  }),
  kind: setMember('kind'),
  summary: setMember('summary'),
  website: setMember('website'),
  cover: (_, url: string | null) => ({ cover: url === null ? undefined : { url, source: '' } }),
  released: (_, released: GoldenGame['released'] | null) => ({
    released: released ?? undefined,
    year: released ? Number(released.date.slice(0, 4)) : undefined,
  }),
  genres: setMember('genres'),
  companies: setMember('companies'),
  series: setMember('series'),
  related: (_, rulings: RelationRuling[], at) => ({ rulings: rulings.map((ruling) => ({ ...ruling, at })) }),
  alternativeNames: setMember('alternativeNames'),
  ratings: setMember('ratings'),
  'score.critics': setMember('critics'),
  'score.users': setMember('users'),
  salesCopies: setMember('salesCopies'),
  popularity: setMember('popularity'),
}

/** Removes the members that are undefined. */
const withoutUndefined = (game: Change): GoldenGame =>
  Object.fromEntries(Object.entries(game).filter(([, value]) => value !== undefined)) as GoldenGame // safe: only optional members can be undefined
