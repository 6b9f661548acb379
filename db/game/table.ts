import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { CountedCopies, Provenance } from '#catalogue/merge/provenance'
import { COMPANY_ROLES, KINDS, PRECISIONS } from '#catalogue/record'
import type { Relation } from '#catalogue/relation'
import { company } from '#db/company/table'
import { genre } from '#db/genre/table'

const countsOfSales = sql`provenance #> '{salesCopies,counts}'`
const listsOfGame = sql`game_lists(platform_ids, genre_ids, company_ids, source_ids, kind, year, score_critics, disputed)`

export const game = pgTable('game', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  title: text('title').notNull(),
  sortTitle: text('sort_title').notNull(),
  kind: text('kind', { enum: KINDS }).notNull(),
  summary: text('summary'),
  website: text('website'),
  coverUrl: text('cover_url'),
  coverSource: text('cover_source'),
  year: smallint('year'),
  released: date('released'),
  releasedPrecision: text('released_precision', { enum: PRECISIONS }),
  scoreCritics: real('score_critics'),
  scoreUsers: real('score_users'),
  scoreVotes: integer('score_votes'),
  /** Lower confidence bound of the critics' score, which the order by score is of. */
  scoreBound: real('score_bound'),
  salesCopies: bigint('sales_copies', { mode: 'number' }),
  salesCounts: jsonb('sales_counts').$type<CountedCopies>().generatedAlwaysAs(countsOfSales),
  popularity: bigint('popularity', { mode: 'number' }),
  alternativeNames: text('alternative_names').array().notNull().default([]),
  tags: text('tags').array().notNull().default([]),
  platformIds: smallint('platform_ids').array().notNull().default([]),
  genreIds: smallint('genre_ids').array().notNull().default([]),
  companyIds: integer('company_ids').array().notNull().default([]),
  sourceIds: smallint('source_ids').array().notNull().default([]),
  lists: integer('lists').array().notNull().generatedAlwaysAs(listsOfGame),
  /** True if sources disagree about one of its values. */
  disputed: boolean('disputed').notNull().default(false),
  provenance: jsonb('provenance').$type<Provenance>().notNull(),
  contentHash: bigint('content_hash', { mode: 'bigint' }).notNull(),
  version: integer('version').notNull().default(1),
  /** Day on which its last record was marked as removed; null while a source lists it. */
  unlistedSince: date('unlisted_since'),
  mergedInto: uuid('merged_into').references((): AnyPgColumn => game.id),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})

const gameId = () =>
  uuid('game_id')
    .notNull()
    .references(() => game.id, { onDelete: 'cascade' })

export const gameGenre = pgTable(
  'game_genre',
  {
    gameId: gameId(),
    genreId: smallint('genre_id')
      .notNull()
      .references(() => genre.id),
  },
  (table) => [primaryKey({ columns: [table.gameId, table.genreId] })],
)

export const gameCompany = pgTable(
  'game_company',
  {
    gameId: gameId(),
    companyId: integer('company_id')
      .notNull()
      .references(() => company.id),
    role: text('role', { enum: COMPANY_ROLES }),
  },
  (table) => [unique('game_company_key').on(table.gameId, table.companyId, table.role).nullsNotDistinct()],
)

export const gameSeries = pgTable(
  'game_series',
  { gameId: gameId(), slug: text('slug').notNull(), name: text('name').notNull() },
  (table) => [primaryKey({ columns: [table.gameId, table.slug] })],
)

export const rating = pgTable(
  'rating',
  { gameId: gameId(), board: text('board').notNull(), rating: text('rating').notNull() },
  (table) => [primaryKey({ columns: [table.gameId, table.board] })],
)

export const externalId = pgTable(
  'external_id',
  { source: text('source').notNull(), id: text('id').notNull(), gameId: gameId() },
  (table) => [primaryKey({ columns: [table.source, table.id, table.gameId] })],
)

export const gameRelation = pgTable(
  'game_relation',
  {
    gameId: gameId(),
    relation: text('relation').$type<Relation>().notNull(),
    source: text('source').notNull(),
    id: text('id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.gameId, table.relation, table.source, table.id] })],
)

/** A person's ruling that a game has, or does not have, a relation to the game of a record. */
export const relationRuling = pgTable(
  'relation_ruling',
  {
    gameId: gameId(),
    position: integer('position').notNull(),
    relation: text('relation').$type<Relation>().notNull(),
    source: text('source').notNull(),
    dataset: text('dataset').notNull(),
    sourceKey: text('source_key').notNull(),
    holds: boolean('holds').notNull(),
    decidedAt: timestamp('decided_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.gameId, table.position] })],
)

/**
 * The games of each list (`listNumber`), with the columns of every order. Triggers write it in the statement that writes the games.
 */
export const gameList = pgTable('game_list', {
  list: integer('list').notNull(),
  released: date('released'),
  scoreCritics: real('score_critics'),
  scoreBound: real('score_bound'),
  year: smallint('year'),
  salesCopies: bigint('sales_copies', { mode: 'number' }),
  popularity: bigint('popularity', { mode: 'number' }),
  gameId: uuid('game_id').notNull(),
  sortTitle: text('sort_title').notNull(),
})

/** Number of games in each list, without the lists of companies. */
export const listSize = pgTable('list_size', {
  list: integer('list').primaryKey(),
  games: integer('games').notNull(),
})

/** The figures of each live game, and what they are grouped and filtered by. Triggers write it in the statement that writes the games. */
export const gameFigure = pgTable('game_figure', {
  gameId: uuid('game_id').primaryKey(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  salesCopies: bigint('sales_copies', { mode: 'number' }),
  popularity: bigint('popularity', { mode: 'number' }),
  scoreCritics: real('score_critics'),
  scoreUsers: real('score_users'),
  scoreVotes: integer('score_votes'),
  year: smallint('year'),
  platformIds: smallint('platform_ids').array().notNull(),
  genreIds: smallint('genre_ids').array().notNull(),
  companyIds: integer('company_ids').array().notNull(),
  sourceIds: smallint('source_ids').array().notNull(),
  lists: integer('lists').array().notNull(),
})
