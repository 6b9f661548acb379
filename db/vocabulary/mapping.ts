import { and, eq, type SQL, sql } from 'drizzle-orm'
import { wordKey } from '#catalogue/vocabulary/lookup'
import { type MappedWords, WORD_KINDS, type WordKind } from '#catalogue/vocabulary/mapped-words'
import { retryConflicts } from '#db/postgres/conflict'
import { type Db, rowsOf } from '#db/stores'
import { vocabularyWord } from './mapping-table'

/** An unknown word in one spelling, with the number of records that have it and the slugs of their sources. */
export type SourceWord = { kind: WordKind; word: string; records: number; sources: string[] }

/** Returns every word that a person has mapped, the latest mapping first. */
export const listMappings = (db: Db) =>
  db
    .select()
    .from(vocabularyWord)
    .orderBy(sql`${vocabularyWord.mappedAt} desc`, vocabularyWord.kind, vocabularyWord.key)

/** Returns the mapped words of every kind, as `withMappedWords` takes them. */
export async function mappedWords(db: Db): Promise<MappedWords> {
  const mappings = await listMappings(db)
  const ofKind = (wanted: WordKind) =>
    new Map(mappings.flatMap(({ kind, key, slug }) => (kind === wanted ? [[key, slug] as const] : [])))
  return { platform: ofKind('platform'), genre: ofKind('genre'), region: ofKind('region'), board: ofKind('board') }
}

const wordsIn = (kind: WordKind): SQL =>
  sql`json_array_elements_text(r.fields -> 'unknown' -> ${sql.raw(`'${kind}s'`)})`

const unknownWordsOf = (kind: WordKind): SQL => sql`select ${sql.raw(`'${kind}'`)} as kind, ${wordsIn(kind)} as word`

/**
 * Returns the words that the vocabulary did not know when their records were read, one row for each spelling, the most
 * frequent first. Reads every record.
 */
export const listUnknownWords = (db: Db): Promise<SourceWord[]> =>
  rowsOf<SourceWord>(
    db,
    sql`select w.kind, w.word, count(*)::int as records, array_agg(distinct s.slug order by s.slug) as sources
      from source_record r
      join source s on s.id = r.source_id
      cross join lateral (${sql.join(WORD_KINDS.map(unknownWordsOf), sql` union all `)}) w
      where r.fields -> 'unknown' is not null
      group by w.kind, w.word order by records desc, w.kind, w.word collate "C"`,
  )

/** Maps a word to a slug, in place of a former mapping, and queues the records that have the word for matching; returns how many. */
export async function mapWord(
  db: Db,
  mapping: { kind: WordKind; word: string; slug: string; author: string },
): Promise<number> {
  const { kind, word, slug, author } = mapping
  const map = async (tx: Db): Promise<number> => {
    await tx
      .insert(vocabularyWord)
      .values({ ...mapping, key: wordKey(word) })
      .onConflictDoUpdate({
        target: [vocabularyWord.kind, vocabularyWord.key],
        set: { word, slug, author, mappedAt: sql`now()` },
      })
    return requeueRecordsWith(tx, kind, word)
  }
  return retryConflicts(() => db.transaction(map))
}

/** Deletes the mapping of a word and queues the records that have the word; returns how many, or `undefined` if it was not mapped. */
export async function unmapWord(db: Db, kind: WordKind, word: string): Promise<number | undefined> {
  const unmap = async (tx: Db): Promise<number | undefined> => {
    const removed = await tx
      .delete(vocabularyWord)
      .where(and(eq(vocabularyWord.kind, kind), eq(vocabularyWord.key, wordKey(word))))
      .returning({ key: vocabularyWord.key })
    return removed.length === 0 ? undefined : requeueRecordsWith(tx, kind, word)
  }
  return retryConflicts(() => db.transaction(unmap))
}

/** Queues every record that has the word, in any spelling, for matching, and returns how many there are. */
async function requeueRecordsWith(tx: Db, kind: WordKind, word: string): Promise<number> {
  const spellings = (await listUnknownWords(tx)).filter(
    (unknown) => unknown.kind === kind && wordKey(unknown.word) === wordKey(word),
  )
  const wanted = JSON.stringify(spellings.map((unknown) => unknown.word))
  const [queued] = await rowsOf<{ count: number }>(
    tx,
    sql`with affected as (
      select r.id from source_record r where r.fields -> 'unknown' is not null
        and exists (select from ${wordsIn(kind)} as w (word)
          where w.word in (select jsonb_array_elements_text(${wanted}::text::jsonb)))
    ), queued as (
      insert into match_pending (record_id) select id from affected on conflict do nothing
    )
    select count(*)::int as count from affected`,
  )
  return queued?.count ?? 0
}
