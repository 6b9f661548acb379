import { createRuleBook } from '#catalogue/decision/rule-book'
import type { ReviewEvidenceCode } from '#catalogue/match/evidence-code'
import { type PreviewGame, previewVerdicts } from '#db/decision/preview'
import { listActiveRules } from '#db/decision/queries'
import type { ReviewBand, ReviewFilter } from '#db/match/review-filter'
import {
  countReviewPairs,
  findReviewPair,
  pageOfReviewPairs,
  type ReviewPairRow,
  type ReviewRecord,
} from '#db/match/review-pairs'
import type { Db } from '#db/stores'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveSources } from '#src/wire/filter-resolution'
import { slugsOfIds } from '#src/wire/slug-cache'
import { toReviewEvidence } from './evidence'
import type { ListedReview, Review, ReviewPage, ReviewQuery } from './model'

/**
 * Returns one page of open review pairs that pass the filters, highest match weight first, and their number; `bad_cursor` if the
 * cursor does not belong to this list and its filters.
 */
export async function listReviewPage(
  { stores: { db }, cursors, filterWords }: Dependencies,
  query: ReviewQuery,
): Promise<ReviewPage | 'bad_cursor' | FilterRefusal> {
  const scope = cursorScope('review', query)
  const asked = await resolveSources(filterWords, query)
  if (isFilterRefusal(asked)) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : asked
  const filter: ReviewFilter = {
    ...asked,
    bands: listed(query.band) as ReviewBand[] | undefined, // safe: the pattern of the parameter lets only bands pass
    evidence: listed(query.evidence) as ReviewEvidenceCode[] | undefined, // safe: likewise
  }
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (after, limit) =>
      pageOfReviewPairs(db, after && { score: Number(after[0]), id: Number(after[1]) }, limit, filter),
    positionOf: ({ score, id }) => [score, id],
  })
  if (page === 'bad_cursor') return page
  const total = { value: await countReviewPairs(db, filter), exact: true }
  return { items: page.items.map(toReviewPair), next: page.next, total }
}

const toReviewPair = ({ isOpen: _, one, other, evidence, ...pair }: ReviewPairRow): ListedReview => ({
  ...pair,
  evidence: evidence.map(toReviewEvidence({ one, other })),
  one: toReviewedRecord(one),
  other: toReviewedRecord(other),
})

const toReviewedRecord = ({ gameId: _, companies: __, ids: ___, ...record }: ReviewRecord): ListedReview['one'] =>
  record

/** Returns the review pair of an id, open, decided or gone, with a preview of the verdicts if it is open; `undefined` for an unknown id. */
export async function readReview({ stores: { db }, slugCache }: Dependencies, id: number): Promise<Review | undefined> {
  const pair = await findReviewPair(db, id)
  if (!pair) return undefined
  if (!pair.isOpen) return { ...toReviewPair(pair), ...(await settledBy(db, pair)), preview: null }
  const found = await previewVerdicts(db, pair.one.gameId, pair.other.gameId)
  const words = await slugCache.slugsFor((found ? [...found.games, found.merged] : []).map(withGenres))
  const shown = ({ platformIds, ...game }: PreviewGame) => ({
    ...game,
    platforms: slugsOfIds(platformIds, words.platforms),
  })
  const preview = found && {
    same: { merges: found.games.map(shown), into: shown(found.merged) },
    different: { leaves: found.games.map(shown) },
  }
  return { ...toReviewPair(pair), state: 'open', decision: null, preview: preview ?? null }
}

const withGenres = ({ platformIds }: PreviewGame) => ({ platformIds, genreIds: [] })

async function settledBy(db: Db, { one, other }: ReviewPairRow): Promise<Pick<Review, 'state' | 'decision'>> {
  const ruling = createRuleBook(await listActiveRules(db)).rulingOn(one, other)
  if (!ruling) return { state: 'gone', decision: null }
  return { state: 'decided', decision: { id: ruling.decision, verdict: ruling.areSame ? 'same' : 'different' } }
}
