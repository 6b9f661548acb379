import { t } from 'elysia'
import { BANDS } from '#db/match/judge'
import { Bits, MatchEvidence } from '#src/wire/evidence'
import { WordOf } from '#src/wire/fields'
import { GameSummary } from '#src/wire/game-summary'

/** Most items of one request. */
const MOST_ITEMS = 1_000

/** Codes of what is wrong with an item. */
const ITEM_ERRORS = ['malformed_item', 'missing_title', 'title_too_long'] as const

/** An item as a client sends it. */
type AskedItem = {
  title: string
  year?: number | null
  platform?: string | null
  company?: string | null
  ids?: Record<string, string> | null
}

// Any value passes here, so that one of a wrong form is an error of its item. The type of the client asks for the right form.
const AskedItem = t.Unsafe<AskedItem>({
  ...t.Unknown(),
  description:
    '`{ title, year, platform, company, ids }`: a title and, as far as they are known, the year of release, a platform and a company in any usual spelling, and ids by source, `{ "steam": "620" }`; a value of another form gets an `error`',
})

export const MatchBody = t.Object(
  { items: t.Array(AskedItem, { maxItems: MOST_ITEMS, description: 'Items to match, each by itself' }) },
  {
    additionalProperties: false,
    description: `At most ${MOST_ITEMS} items`,
    examples: [
      {
        items: [{ title: 'Legend of Zelda, The: Twilight Princess', year: 2006, platform: 'Wii', company: 'Nintendo' }],
      },
    ],
  },
)

const ItemError = t.Object(
  {
    code: WordOf(ITEM_ERRORS, 'Kind of error'),
    detail: t.String({ description: 'What is wrong with the item, and what to do next' }),
  },
  { title: 'ItemError', description: 'Reason why an item is not matched' },
)
export type ItemError = typeof ItemError.static

const CandidateBand = WordOf(BANDS, 'Band of this game by its own evidence: `match` or `review`')

const Alternative = t.Object(
  {
    game: GameSummary,
    band: CandidateBand,
    bits: Bits,
    evidence: t.Array(MatchEvidence, { description: 'Evidence for and against this game' }),
  },
  { title: 'MatchAlternative', description: 'Another game that an item may be' },
)
export type Alternative = typeof Alternative.static

const MatchedItem = t.Object(
  {
    game: t.Nullable(GameSummary, { description: 'The best game; null if none is near enough' }),
    band: WordOf(
      BANDS,
      '`match`: a list with this record would be linked with the game; `review`: a person would be asked; `none`: neither',
    ),
    bits: Bits,
    evidence: t.Array(MatchEvidence, { description: 'Evidence for and against the game' }),
    alternatives: t.Array(Alternative, { description: 'Up to three other games, best first' }),
    error: t.Optional(ItemError),
  },
  { title: 'MatchedItem', description: 'The decision about an item' },
)
export type MatchedItem = typeof MatchedItem.static

export const MatchedItems = t.Object(
  { items: t.Array(MatchedItem, { description: 'One decision for each item, in the order of the request' }) },
  { title: 'MatchedItems', description: 'Decisions about items' },
)
export type MatchedItems = typeof MatchedItems.static
