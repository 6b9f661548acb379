import { type SQL, sql } from 'drizzle-orm'
import { wordKey } from '#catalogue/vocabulary/lookup'
import {
  type MappedWords,
  mappedKey,
  WORD_KINDS,
  type WordKind,
  type WordMeaning,
} from '#catalogue/vocabulary/mapped-words'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** An unknown word in one spelling, with the number of records that have it and the slugs of their sources. */
export type SourceWord = { kind: WordKind; word: string; records: number; sources: string[] }

/** A meaning that holds, and who decided it. */
export type WordMapping = WordMeaning & { author: string }

/** Returns every meaning that people have given words and that holds, the latest first: of several of one word the latest does. */
export const listMappings = (db: Db): Promise<WordMapping[]> =>
  rowsOf<WordMapping>(
    db,
    sql`select latest.kind, latest.word, latest.source, latest.slug, latest.author from (
        select distinct on (w.kind, w.key, w.source) w.*, d.author, d.decided_at
        from word_meaning w join decision d on d.id = w.decision_id where d.undone_at is null
        order by w.kind, w.key, w.source, d.decided_at desc, d.id desc
      ) latest order by latest.decided_at desc, latest.kind, latest.key, latest.source`,
  )

/** Returns the mapped words of every kind, as `withMappedWords` takes them. */
export async function mappedWords(db: Db): Promise<MappedWords> {
  const mappings = await listMappings(db)
  const ofKind = (wanted: WordKind) =>
    new Map(
      mappings.flatMap(({ kind, word, source, slug }) =>
        kind === wanted ? [[mappedKey(word, source), slug] as const] : [],
      ),
    )
  return { platform: ofKind('platform'), genre: ofKind('genre'), region: ofKind('region'), board: ofKind('board') }
}

const unknownWordsOf = (kind: WordKind): SQL =>
  sql`select ${sql.raw(`'${kind}'`)} as kind, json_array_elements_text(r.fields -> 'unknown' -> ${sql.raw(`'${kind}s'`)}) as word`

/** Every unknown word of every record, in a `from` clause: the record `r`, its source `s`, and the word `w`. */
const RECORD_WORDS = sql`source_record r join source s on s.id = r.source_id
  cross join lateral (${sql.join(WORD_KINDS.map(unknownWordsOf), sql` union all `)}) w`

/**
 * Returns the words that the vocabulary did not know when their records were read, one row for each spelling, the most
 * frequent first. Reads every record.
 */
export const listUnknownWords = (db: Db): Promise<SourceWord[]> =>
  rowsOf<SourceWord>(
    db,
    sql`select w.kind, w.word, count(*)::int as records, array_agg(distinct s.slug order by s.slug) as sources
      from ${RECORD_WORDS} where r.fields -> 'unknown' is not null
      group by w.kind, w.word order by records desc, w.kind, w.word collate "C"`,
  )

/**
 * Queues for matching the records that have a word whose meaning was decided or undone since the last call, and returns how many they
 * are. Reads every record if there is such a word. The caller holds the match lock.
 */
export async function requeueNamedWords(tx: Db): Promise<number> {
  const renamed = await rowsOf<{ kind: WordKind; key: string; source: string | null }>(
    tx,
    sql`update word_meaning set is_queued = true where not is_queued returning kind, key, source`,
  )
  if (renamed.length === 0) return 0
  const spellings = (await listUnknownWords(tx)).flatMap(({ kind, word }) =>
    renamed
      .filter((one) => one.kind === kind && one.key === wordKey(word))
      .map(({ source }) => ({ kind, word, source })),
  )
  const [queued] = await rowsOf<{ count: number }>(
    tx,
    sql`with named as materialized (
      select r.* from ${recordset(spellings, { kind: 'text', word: 'text', source: 'text' })}
    ), affected as (
      select distinct r.id from ${RECORD_WORDS}
      join named on named.kind = w.kind and named.word = w.word and (named.source is null or named.source = s.slug)
      where r.fields -> 'unknown' is not null
    ), queued as (
      insert into match_pending (record_id) select id from affected on conflict do nothing
    )
    select count(*)::int as count from affected`,
  )
  return queued?.count ?? 0
}
