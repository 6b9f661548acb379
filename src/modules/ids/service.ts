import { findGamesByIds, type GivenId, type IdRow, listIdSpaces } from '#db/game/ids'
import { nearestWords } from '#lib/suggest'
import type { Dependencies } from '#src/dependencies'
import { cached } from '#src/http/cached'
import { toSummary } from '#src/wire/game-summary'
import { isGivenId, type ReadId, readId } from './given'
import type { IdError, ResolvedId, ResolvedIds } from './model'

const FRESH_MS = 30_000
const MOST_NEAREST = 3
/** Most slugs that an error names. */
const MOST_SLUGS = 5

/** Resolves the ids of a request, in order. */
export type IdResolver = (values: readonly unknown[]) => Promise<ResolvedIds>

/** Returns a resolver of ids. It knows the names of all id spaces for 30 s. */
export function createIdResolver({
  stores: { db },
  slugCache,
}: Pick<Dependencies, 'stores' | 'slugCache'>): IdResolver {
  const spaces = cached(FRESH_MS, () => listIdSpaces(db))
  return async (values) => {
    const read = values.map(readId)
    const distinct = [...new Map(read.filter(isGivenId).map((given) => [keyOf(given), given])).values()]
    const rows = distinct.length > 0 ? await findGamesByIds(db, distinct) : []
    const words = await slugCache.slugsFor(rows)
    const rowsAt = Map.groupBy(rows, ({ at }) => at)
    const found = new Map(distinct.map((given, at) => [keyOf(given), choose(rowsAt.get(at) ?? [])] as const))
    const resolved = async (given: ReadId): Promise<Outcome> => {
      if (!isGivenId(given)) return { game: null, error: { code: 'malformed_id', detail: given.wrong ?? '' } }
      const chosen = found.get(keyOf(given))
      return chosen?.row ? { game: toSummary(chosen.row, words) } : without(spaces, given.source, chosen?.several)
    }
    return { items: await Promise.all(read.map(async (given) => ({ ...sent(given), ...(await resolved(given)) }))) }
  }
}

type Outcome = Pick<ResolvedId, 'game' | 'error'>

const sent = ({ source, id }: ReadId) => ({ source, id })

/** Returns why an id leads to no game: it has an error, or simply no game has it. */
async function without(spaces: Spaces, source: string, several: Chosen['several']): Promise<Outcome> {
  const error = several ? ambiguous(several) : await unknownSpace(spaces, source)
  return { game: null, ...(error && { error }) }
}

const keyOf = ({ source, id }: GivenId) => `${source}\n${id}`

/** The game of an id; `several` if the id belongs to more than one. */
type Chosen = { row?: IdRow; several?: readonly IdRow[] }

/** Chooses the game that the source itself says, if it says one. */
function choose(rows: readonly IdRow[]): Chosen {
  const own = rows.filter((row) => row.own)
  const [row, ...others] = own.length > 0 ? own : rows
  if (!row) return {}
  return others.length === 0 ? { row } : { several: [row, ...others] }
}

const ambiguous = (rows: readonly IdRow[]): IdError => ({
  code: 'ambiguous_id',
  detail: `${rows.length} games have this id: ${rows
    .slice(0, MOST_SLUGS)
    .map(({ slug }) => slug)
    .join(', ')}${rows.length > MOST_SLUGS ? ', ...' : ''}.`,
})

type Spaces = () => Promise<readonly string[]>

/** Returns the error of an id whose source is unknown; `undefined` if it is known, and just no game has the id. */
async function unknownSpace(spaces: Spaces, source: string): Promise<IdError | undefined> {
  const known = await spaces()
  if (known.includes(source)) return undefined
  const nearest = nearestWords(source, known, MOST_NEAREST)
  const advice = nearest.length > 0 ? `nearest are ${nearest.join(', ')}` : 'it has none that is similar'
  return {
    code: 'unknown_source',
    detail: `The catalogue has no ids of this source; ${advice}. \`ids\` of a game show how sources are written.`,
  }
}
