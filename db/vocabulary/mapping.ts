import { and, eq, type SQL, sql } from 'drizzle-orm'
import { wordKey } from '#catalogue/vocabulary/lookup'
import { type MappedWords, WORD_KINDS, type WordKind } from '#catalogue/vocabulary/mapped-words'
import { type Db, rowsOf } from '#db/stores'
import { vocabularyWord } from './mapping-table'

/** A word of sources as they spell it, in how many records it stands, and of which sources. */
export type SourceWord = { kind: WordKind; word: string; records: number; sources: string[] }

/** Every word a person has mapped, the newest first. */
export const listMappings = (db: Db) =>
  db
    .select()
    .from(vocabularyWord)
    .orderBy(sql`${vocabularyWord.mappedAt} desc`, vocabularyWord.kind, vocabularyWord.key)

/** What people say that words mean, ready to be applied to records. */
export async function mappedWords(db: Db): Promise<MappedWords> {
  const mappings = await listMappings(db)
  const ofKind = (wanted: WordKind) =>
    new Map(mappings.flatMap(({ kind, key, slug }) => (kind === wanted ? [[key, slug] as const] : [])))
  return { platform: ofKind('platform'), genre: ofKind('genre'), region: ofKind('region'), board: ofKind('board') }
}

const wordsIn = (kind: WordKind): SQL =>
  sql`json_array_elements_text(r.fields -> 'unknown' -> ${sql.raw(`'${kind}s'`)})`

const saidAs = (kind: WordKind): SQL => sql`select ${sql.raw(`'${kind}'`)} as kind, ${wordsIn(kind)} as word`

/** The words of records that the vocabulary did not hold when they were read, in every spelling. Reads every record. */
export const listUnknownWords = (db: Db): Promise<SourceWord[]> =>
  rowsOf<SourceWord>(
    db,
    sql`select w.kind, w.word, count(*)::int as records, array_agg(distinct s.slug order by s.slug) as sources
      from source_record r
      join source s on s.id = r.source_id
      cross join lateral (${sql.join(WORD_KINDS.map(saidAs), sql` union all `)}) w
      where r.fields -> 'unknown' is not null
      group by w.kind, w.word order by records desc, w.kind, w.word collate "C"`,
  )

/** Writes down what a word means, in place of what was said before, and queues the records that say it; answers how many. */
export async function mapWord(
  db: Db,
  mapping: { kind: WordKind; word: string; slug: string; author: string },
): Promise<number> {
  const { kind, word, slug, author } = mapping
  return db.transaction(async (tx) => {
    await tx
      .insert(vocabularyWord)
      .values({ ...mapping, key: wordKey(word) })
      .onConflictDoUpdate({
        target: [vocabularyWord.kind, vocabularyWord.key],
        set: { word, slug, author, mappedAt: sql`now()` },
      })
    return requeue(tx, kind, word)
  })
}

/** Takes back what was said of a word and queues the records that say it; `undefined` where nothing was said of it. */
export async function unmapWord(db: Db, kind: WordKind, word: string): Promise<number | undefined> {
  return db.transaction(async (tx) => {
    const removed = await tx
      .delete(vocabularyWord)
      .where(and(eq(vocabularyWord.kind, kind), eq(vocabularyWord.key, wordKey(word))))
      .returning({ key: vocabularyWord.key })
    return removed.length === 0 ? undefined : requeue(tx, kind, word)
  })
}

/** Queues every record that has the word in any spelling to be matched again, and answers how many there are. */
async function requeue(tx: Db, kind: WordKind, word: string): Promise<number> {
  const spellings = (await listUnknownWords(tx)).filter(
    (met) => met.kind === kind && wordKey(met.word) === wordKey(word),
  )
  const wanted = JSON.stringify(spellings.map((met) => met.word))
  const [queued] = await rowsOf<{ count: number }>(
    tx,
    sql`with concerned as (
      select r.id from source_record r where r.fields -> 'unknown' is not null
        and exists (select from ${wordsIn(kind)} as w (word)
          where w.word in (select jsonb_array_elements_text(${wanted}::text::jsonb)))
    ), queued as (
      insert into match_pending (record_id) select id from concerned on conflict do nothing
    )
    select count(*)::int as count from concerned`,
  )
  return queued?.count ?? 0
}
