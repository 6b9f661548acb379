import { boolean, customType, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { KINDS } from '#catalogue/record'
import { game } from '#db/game/table'

const sparsevec = customType<{ data: string }>({ dataType: () => 'sparsevec' })

/** Embedding of each live game (`embeddingOf`). `inGraph`: `likenessGraph` has the same. */
export const gameLikeness = pgTable('game_likeness', {
  gameId: uuid('game_id')
    .primaryKey()
    .references(() => game.id, { onDelete: 'cascade' }),
  kind: text('kind', { enum: KINDS }).notNull(),
  embedding: sparsevec('embedding').notNull(),
  inGraph: boolean('in_graph').notNull().default(false),
})

/** Embeddings as they were when the graph of similar games was built, with its HNSW index. Each build makes the table anew. */
export const likenessGraph = pgTable('likeness_graph', {
  gameId: uuid('game_id').notNull(),
  embedding: sparsevec('embedding').notNull(),
})
