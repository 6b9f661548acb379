import { sql } from 'drizzle-orm'
import { wordKey } from '#catalogue/vocabulary/lookup'
import type { WordMeaning } from '#catalogue/vocabulary/mapped-words'
import { type Db, rowsOf, type Stores } from '#db/stores'
import { type DecisionBy, decisionOf, undone } from './curate'
import { type DecisionOutcome, decisionRefusal, executeDecision } from './execute'
import { type Decision, findDecision } from './queries'
import { upsertDecisions } from './upsert'

/**
 * Decides what a word means. Its records are matched again by the next matching: that of a load, or of `seed match`. Refuses what
 * holds already (`named_already`).
 */
export const nameWord = (stores: Stores, meaning: WordMeaning, by: DecisionBy): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const [latest] = await findMeanings(tx, meaning)
    if (latest?.word?.slug === meaning.slug) return decisionRefusal('named_already')
    return { decision: { ...decisionOf('word', by), word: meaning }, records: [] }
  })

/** Undoes every decision about a word of a source, or of all. Refuses a word that has none (`no_such_decision`). */
export const unnameWord = (
  stores: Stores,
  word: Omit<WordMeaning, 'slug'>,
  by: Pick<DecisionBy, 'author'>,
): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const [latest, ...former] = await findMeanings(tx, word)
    if (!latest) return decisionRefusal('no_such_decision')
    await upsertDecisions(
      tx,
      former.map((decision) => undone(decision, by)),
    )
    return { decision: undone(latest, by), records: [] }
  })

/** Returns the active decisions about exactly this word and source, the latest first. */
async function findMeanings(tx: Db, { kind, word, source }: Omit<WordMeaning, 'slug'>): Promise<Decision[]> {
  const found = await rowsOf<{ id: string }>(
    tx,
    sql`select d.id from word_meaning w join decision d on d.id = w.decision_id
      where d.undone_at is null and w.kind = ${kind} and w.key = ${wordKey(word)} and w.source is not distinct from ${source}::text
      order by d.decided_at desc, d.id desc`,
  )
  const decisions = await Promise.all(found.map(({ id }) => findDecision(tx, id)))
  return decisions.filter((decision) => decision !== undefined)
}
