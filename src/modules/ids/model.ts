import { t } from 'elysia'
import { WordOf } from '#src/wire/fields'
import { GameSummary } from '#src/wire/game-summary'

/** Most ids of one request. */
const MOST_IDS = 1_000

/** Codes of what is wrong with an id. */
const ID_ERRORS = ['malformed_id', 'unknown_source', 'ambiguous_id'] as const

// Any value passes here, so that one of a wrong form is an error of its item. The type of the client asks for the right form.
const AskedId = t.Unsafe<{ source: string; id: string }>({
  ...t.Unknown(),
  description:
    '`{ source, id }`, both texts: a source, shop or database, and the id as that source writes it; a value of another form gets an `error`',
})

export const ResolveBody = t.Object(
  { ids: t.Array(AskedId, { maxItems: MOST_IDS, description: 'Ids to resolve; an id may occur several times' }) },
  {
    additionalProperties: false,
    description: `At most ${MOST_IDS} ids`,
    examples: [{ ids: [{ source: 'steam', id: '620' }] }],
  },
)

const IdError = t.Object(
  {
    code: WordOf(ID_ERRORS, 'Kind of error'),
    detail: t.String({ description: 'What is wrong with the id, and what to do next' }),
  },
  { title: 'IdError', description: 'Reason why an id names no game, other than that no game has it' },
)
export type IdError = typeof IdError.static

const ResolvedId = t.Object(
  {
    source: t.Nullable(t.String({ description: '`source` as it was sent; null if it was no text' })),
    id: t.Nullable(t.String({ description: '`id` as it was sent; null if it was no text' })),
    game: t.Nullable(GameSummary, { description: 'The game; null if no game has the id' }),
    error: t.Optional(IdError),
  },
  { title: 'ResolvedId', description: 'An id and its game' },
)
export type ResolvedId = typeof ResolvedId.static

export const ResolvedIds = t.Object(
  { items: t.Array(ResolvedId, { description: 'One item for each id, in the order of the request' }) },
  { title: 'ResolvedIds', description: 'Ids and their games' },
)
export type ResolvedIds = typeof ResolvedIds.static
