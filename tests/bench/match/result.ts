import { normaliseTitle } from '#catalogue/match/title'
import { type Figures, tally } from './figures'

/** Returns a pair of names as one string. */
export const pairOf = (one: string, other: string): string => `${one}\n${other}`

/** Returns the two names of a pair. */
export function namesOf(pair: string): [one: string, other: string] {
  const [one = '', other = ''] = pair.split('\n')
  return [one, other]
}

/** Result of one file: figures of the measured pairs (`inside`), of the excluded ones (`outside`), and every error inside. */
export type Result = {
  file: string
  inside: Figures
  outside: Figures
  false: [one: string, other: string][]
  missed: [one: string, other: string][]
  tell: (name: string) => string
}

/** Pairs of a file: the true ones and the claimed ones. `isOutside` excludes a pair from the figures. */
export type Claims = {
  truth: ReadonlySet<string>
  claimed: ReadonlySet<string>
  isOutside: (one: string, other: string) => boolean
  tell: (name: string) => string
}

/** Counts the claims of a file and lists the errors. */
export function resultOf(file: string, { truth, claimed, isOutside, tell }: Claims): Result {
  const part = (pairs: ReadonlySet<string>, outside: boolean) =>
    new Set([...pairs].filter((pair) => isOutside(...namesOf(pair)) === outside))
  const inside = { truth: part(truth, false), claimed: part(claimed, false) }
  return {
    file,
    inside: tally(inside.truth, inside.claimed),
    outside: tally(part(truth, true), part(claimed, true)),
    false: [...inside.claimed.difference(inside.truth)].map(namesOf),
    missed: [...inside.truth.difference(inside.claimed)].map(namesOf),
    tell,
  }
}

/** True if two titles of one work name different editions of it. */
export function differByEdition(one: string, other: string): boolean {
  const a = normaliseTitle(one)
  const b = normaliseTitle(other)
  return a.compact === b.compact && a.editions.join() !== b.editions.join()
}

/** Row of a list with its true game, as people labelled it. */
export type GoldMember = { name: string; game: string; title: string; platform: string; year: number | undefined }

/** Works that span this many years or more are excluded and counted in a separate table. */
const LONG_SPAN = 5

/** Returns the result of a division of rows into groups, counted in pairs. */
export function clusterResult(
  file: string,
  members: readonly GoldMember[],
  groups: readonly (readonly string[])[],
): Result {
  const rows = new Map(members.map((member) => [member.name, member]))
  const games = Map.groupBy(members, ({ game }) => game)
  const long = new Set([...games].filter(([, of]) => spanOf(of) >= LONG_SPAN).map(([game]) => game))
  const row = (name: string) => rows.get(name)
  return resultOf(file, {
    truth: pairsWithin([...games.values()].map((of) => of.map(({ name }) => name))),
    claimed: pairsWithin(groups),
    isOutside: (one, other) =>
      [one, other].some((name) => long.has(row(name)?.game ?? '')) ||
      differByEdition(row(one)?.title ?? '', row(other)?.title ?? ''),
    tell: (name) => `${row(name)?.title} <${row(name)?.platform} ${row(name)?.year ?? 'undated'}>`,
  })
}

function spanOf(rows: readonly GoldMember[]): number {
  const years = rows.flatMap(({ year }) => year ?? [])
  return years.length === 0 ? 0 : Math.max(...years) - Math.min(...years)
}

/** Returns all pairs of names within each group, each pair in alphabetical order. */
function pairsWithin(groups: readonly (readonly string[])[]): Set<string> {
  const pairs = new Set<string>()
  for (const group of groups) {
    const names = [...group].sort()
    names.forEach((one, at) => {
      for (const other of names.slice(at + 1)) pairs.add(pairOf(one, other))
    })
  }
  return pairs
}
