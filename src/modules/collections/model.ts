import { t } from 'elysia'
import { BEST_RATING, ITEM_STATUSES, LONGEST_NOTES, LONGEST_STORE, MOST_MINUTES } from '#catalogue/collection/item'
import { ITEM_SORTS } from '#db/collection/items'
import {
  Cursor,
  NextCursor,
  PageSize,
  pageShape,
  STORABLE,
  Typed,
  Whole,
  WordOf,
  Words,
  WordsOf,
} from '#src/wire/fields'
import { GameSlug } from '#src/wire/game-params'
import { GameSummary } from '#src/wire/game-summary'
import { JudgedGameShape } from './candidates-model'

const INSIDE = '[^/\\\\\\u0000-\\u001f\\ufffd]'
const EDGE = '[^\\s/\\\\\\u0000-\\u001f\\ufffd]'
const NO_DOT = '[^.\\s/\\\\\\u0000-\\u001f\\ufffd]'
/** A path with the name `.` or `..` leads elsewhere, however it is written. */
const NAME = `^(?:${NO_DOT}${EDGE}?|\\.${NO_DOT}|${EDGE}${INSIDE}{1,58}${EDGE})$`

/** Name of a collection. */
const CollectionName = t.String({
  pattern: NAME,
  description:
    'Name of a collection, 1 to 60 characters without `/`, not `.` or `..`: owned, wished, playing, finished, or one of your own',
  examples: ['owned'],
})

export const CollectionParams = t.Object({ name: CollectionName })

export const ItemParams = t.Object({
  name: CollectionName,
  item: t.String({ ...GameSlug, description: 'Id of an item, or slug or id of its game' }),
})

const bodyWith = (name: string) =>
  t.Object({ name: CollectionName }, { additionalProperties: false, description: 'The name', examples: [{ name }] })

export const CollectionBody = bodyWith('backlog')
export const RenameBody = bodyWith('Shelf')

const CollectionShape = t.Object(
  {
    name: t.String({ description: 'Name of the collection' }),
    builtIn: t.Boolean({ description: 'True if every account has it' }),
    items: Whole({ description: 'Number of its items' }),
    unmatched: Whole({ description: 'Number of its items for which a game is to be chosen' }),
  },
  { title: 'Collection', description: 'A collection of the account' },
)
export type CollectionShape = typeof CollectionShape.static

export const CollectionList = t.Object(
  { items: t.Array(CollectionShape, { description: 'The four that every account has, then the others by name' }) },
  { title: 'CollectionList', description: 'Collections of the account' },
)

export const CollectionNamed = t.Object(
  { name: t.String({ description: 'Name of the collection' }) },
  { title: 'CollectionNamed', description: 'A collection that was made or renamed' },
)

export const CollectionDeleted = t.Object(
  { name: t.String({ description: 'Name of the collection' }), items: Whole({ description: 'Number of its items' }) },
  { title: 'CollectionDeleted', description: 'A collection that was deleted with its items' },
)

/** Facts that a person states about a game; null for none. */
const FACTS = {
  status: t.Nullable(WordOf(ITEM_STATUSES, 'Progress')),
  rating: t.Nullable(
    t.Number({ minimum: 0, maximum: BEST_RATING, description: 'Rating, 0 to 10, rounded to one decimal' }),
  ),
  playtimeMinutes: t.Nullable(Whole({ minimum: 0, maximum: MOST_MINUTES, description: 'Time of play in minutes' })),
  notes: t.Nullable(t.String({ maxLength: LONGEST_NOTES, pattern: STORABLE, description: 'Notes' })),
  store: t.Nullable(t.String({ maxLength: LONGEST_STORE, pattern: STORABLE, description: 'Shop or shelf' })),
}

export const ItemBody = t.Object(
  {
    status: t.Optional(FACTS.status),
    rating: t.Optional(FACTS.rating),
    playtimeMinutes: t.Optional(FACTS.playtimeMinutes),
    notes: t.Optional(FACTS.notes),
    store: t.Optional(FACTS.store),
  },
  {
    additionalProperties: false,
    description: 'The facts of the item; what is left out is null',
    examples: [{ status: 'playing', rating: 8.5, playtimeMinutes: 90, notes: 'On the top shelf', store: 'GOG' }],
  },
)
export type ItemBody = typeof ItemBody.static

export const ItemPatch = t.Object(
  {
    ...ItemBody.properties,
    game: t.Optional(
      t.Nullable(
        t.String({ ...GameSlug, description: 'Slug or id of the game that is meant; null for none of the catalogue' }),
      ),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'The facts that change',
    examples: [{ status: 'finished', rating: 9 }],
  },
)
export type ItemPatch = typeof ItemPatch.static

const ITEM = {
  id: t.String({ description: 'Id of the item' }),
  title: t.String({ description: 'Title as it was stated, or that of the game when it was put here' }),
  year: t.Nullable(Whole({ description: 'Year as it was stated' })),
  platform: t.Nullable(t.String({ description: 'Platform as it was stated' })),
  game: t.Nullable(GameSummary, { description: 'The game, also after merges; null if none is chosen, or it is gone' }),
  ...FACTS,
  dismissed: t.Boolean({ description: 'True if no game of the catalogue is meant' }),
  addedAt: t.String({ format: 'date-time', description: 'Time at which the game was added' }),
  updatedAt: t.String({ format: 'date-time', description: 'Time of the last change' }),
}

export const ItemShape = t.Object(ITEM, { title: 'CollectionItem', description: 'An item of a collection' })
export type ItemShape = typeof ItemShape.static

export const ItemPageShape = pageShape(ItemShape, { title: 'CollectionItemPage', description: 'Items of a collection' })

export const ItemQuery = t.Object({
  status: t.Optional(WordsOf(ITEM_STATUSES, 'Progress')),
  platform: t.Optional(Words('Of a game on any of these platforms', 'wii')),
  title: t.Optional(Typed('Part of the title, as it was stated or of the game')),
  sort: t.Optional(WordOf(ITEM_SORTS, 'Order; `-` is descending (`title` by default)')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type ItemQuery = typeof ItemQuery.static

export const UnmatchedQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type UnmatchedQuery = typeof UnmatchedQuery.static

const UnmatchedItem = t.Object(
  { ...ITEM, candidates: t.Array(JudgedGameShape, { description: 'Games that it may be, best first' }) },
  { title: 'UnmatchedItem', description: 'An item for which a game is to be chosen' },
)
export type UnmatchedItem = typeof UnmatchedItem.static

export const UnmatchedPage = t.Object(
  { items: t.Array(UnmatchedItem), next: NextCursor },
  { title: 'UnmatchedPage', description: 'Items for which a game is to be chosen, by their titles' },
)

export const DeletedItem = t.Object(
  { id: t.String({ description: 'Id of the item' }) },
  { title: 'DeletedItem', description: 'An item that was deleted' },
)
