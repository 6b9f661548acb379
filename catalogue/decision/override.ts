import type { GoldenGame } from '#catalogue/merge/golden'
import type { ReleaseOverrides } from '#catalogue/merge/overridden-releases'
import type { FieldProvenance } from '#catalogue/merge/provenance'
import { sortTitleOf } from '#catalogue/merge/slug'
import type { RelationRuling } from '#catalogue/relation'
import { isOverridable, type OverridableField, parseOverride } from './overridable'
import { parseReleaseOverride } from './release-override'

/** A value that a person gave a field: it wins over every source until it is taken back. `at` is an ISO time. */
export type Override = { field: string; value: unknown; author: string; reason: string | null; at: string }

/** Of two values for one field the later counts. */
function latest(locks: readonly Override[]): Override[] {
  const inOrder = [...locks].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  return [...new Map(inOrder.map((lock) => [lock.field, lock])).values()]
}

const isTitle = ({ field }: Override) => field === 'title'

/** The releases that people fixed, as merging takes them. */
export function releaseOverrides(locks: readonly Override[]): ReleaseOverrides {
  const fixed = latest(locks).flatMap(({ field, value, author, reason, at }) => {
    const parsed = parseReleaseOverride(field, value)
    return parsed
      ? [[parsed.platform, { releases: parsed.releases, lock: { author, reason, at, value } }] as const]
      : []
  })
  return new Map(fixed)
}

/**
 * The same game with the values that people gave it, and in the provenance who did, when and why, beside what the sources
 * say. Of two values for one field the later counts, and no field changes what another was fixed to; one that can no longer
 * be fixed is left alone, and so are releases, which merging takes in, for other values follow from them.
 */
export function applyOverrides(game: GoldenGame, locks: readonly Override[]): GoldenGame {
  const [titles, others] = [latest(locks).filter(isTitle), latest(locks).filter((lock) => !isTitle(lock))]
  // A title that is fixed changes the other names: it goes before them.
  return [...titles, ...others].reduce(applyOverride, game)
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
  return { ...known(changed), provenance: { ...game.provenance, [field]: provenance } }
}

/** What sources state of a field that a person fixed has lost, but for relations: of those a person need not know all. */
function claimsBeside(
  field: OverridableField,
  { winners, losers }: Pick<FieldProvenance, 'winners' | 'losers'> = { winners: [], losers: [] },
): Pick<FieldProvenance, 'winners' | 'losers'> {
  return field === 'related' ? { winners, losers } : { winners: [], losers: [...winners, ...losers] }
}

/** What a game is changed by; `undefined` takes a member out. */
type Change = { [Member in keyof GoldenGame]?: GoldenGame[Member] | undefined }
type Setter = (game: GoldenGame, value: never, at: string) => Change

const plain =
  (member: keyof GoldenGame): Setter =>
  (_, value) => ({ [member]: value ?? undefined })

const SETTERS: Record<OverridableField, Setter> = {
  title: (game, title: string) => ({
    title,
    sortTitle: sortTitleOf(title),
    // The title the sources give stays a name by which it is found.
    alternativeNames: [...new Set([game.title, ...game.alternativeNames])].filter((name) => name !== title),
  }),
  kind: plain('kind'),
  summary: plain('summary'),
  website: plain('website'),
  cover: (_, url: string | null) => ({ cover: url === null ? undefined : { url, source: '' } }),
  released: (_, released: GoldenGame['released'] | null) => ({
    released: released ?? undefined,
    year: released ? Number(released.date.slice(0, 4)) : undefined,
  }),
  genres: plain('genres'),
  companies: plain('companies'),
  series: plain('series'),
  related: (_, rulings: RelationRuling[], at) => ({ rulings: rulings.map((ruling) => ({ ...ruling, at })) }),
  alternativeNames: plain('alternativeNames'),
  ratings: plain('ratings'),
  'score.critics': plain('critics'),
  'score.users': plain('users'),
  salesCopies: plain('salesCopies'),
  popularity: plain('popularity'),
}

/** Leaves out what nobody knows. */
const known = (game: Change): GoldenGame =>
  Object.fromEntries(Object.entries(game).filter(([, value]) => value !== undefined)) as GoldenGame // safe: only optional members can be undefined
