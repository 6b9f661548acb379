import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { mappedKey } from '#catalogue/vocabulary/mapped-words'
import { REVIEW_BANDS } from '#db/match/review-filter'
import { type ClaimFigures, QUALITY_FIELDS, readClaimFigures } from '#db/quality/claims'
import { countReviewBands, listFreshness, listRunWords, type RunWord } from '#db/quality/freshness'
import { planSample } from '#db/quality/sample'
import { readSampled } from '#db/quality/snapshot'
import { listWins } from '#db/quality/wins'
import type { Db, Stores } from '#db/stores'
import { listMappings } from '#db/vocabulary/mapping'
import { failureOf } from '#src/http/fault-log'
import { MOST_WORDS, type Quality } from './model'

/** Games whose records are read, at most about: their cost does not grow with the catalogue. The embedded store answers nobody else meanwhile. */
const MOST_GAMES = { real: 4_000, embedded: 1_000 } as const

/**
 * Returns a function that reads the figures of quality. When the store is too busy for the sample, it reads a smaller one, and when the
 * store fails, it returns the last figures that it read.
 */
export function createQualityReader({ db, mode }: Pick<Stores, 'db' | 'mode'>): () => Promise<Quality> {
  let last: Quality | undefined
  return async () => {
    try {
      last = await readSampled(db, MOST_GAMES[mode], measureQuality)
      return last
    } catch (error) {
      if (last && failureOf(error)) return last
      throw error
    }
  }
}

/** Returns the figures with the unknown words of this moment, which somebody may just have named. With the former ones if the store fails. */
export async function withWordsNow(db: Db, quality: Quality): Promise<Quality> {
  try {
    return { ...quality, words: toWords(await unknownWords(db)) }
  } catch (error) {
    if (failureOf(error)) return quality
    throw error
  }
}

const toWords = (words: UnknownWord[]): Quality['words'] => ({ total: words.length, items: words.slice(0, MOST_WORDS) })

async function measureQuality(db: Db, most: number): Promise<Quality> {
  const { share, ...sample } = await planSample(db, most)
  const figures = await readClaimFigures(db, share)
  const doubts = new Map((await countReviewBands(db)).map(({ band, pairs }) => [band, pairs]))
  return {
    madeAt: new Date().toISOString(),
    sample: { ...sample, whole: share === 1 },
    completeness: QUALITY_FIELDS.map((field) => toCompleteness(field, figures, sample.games)),
    disagreements: toDisagreements(figures),
    wins: (await listWins(db, share)).map((wins) => ({ ...wins, share: shareOf(wins.won, wins.stated) })),
    freshness: await listFreshness(db),
    doubts: REVIEW_BANDS.map((band) => ({ band, pairs: doubts.get(band) ?? 0 })),
    words: toWords(await unknownWords(db)),
  }
}

/** Rounds a share to four decimals; 0 of nothing. */
const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000)

function toCompleteness(field: string, figures: ClaimFigures, sampled: number): Quality['completeness'][number] {
  const counts = new Map(
    figures.fields.flatMap(({ field: of, source, games }) => (of === field ? [[source, games] as const] : [])),
  )
  const games = counts.get(null) ?? 0
  const sources = figures.sources.map(({ source, games: listed }) => {
    const stated = counts.get(source) ?? 0
    return { source, games: stated, share: shareOf(stated, listed) }
  })
  return { field, games, share: shareOf(games, sampled), sources: sources.sort(bySource) }
}

const bySource = (a: { source: string }, b: { source: string }) => (a.source < b.source ? -1 : 1)

function toDisagreements({ disagreements }: ClaimFigures): Quality['disagreements'] {
  const ordered = disagreements.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return ordered.map((pair) => ({ ...pair, share: shareOf(pair.differ, pair.games) }))
}

const keyOf = ({ field, one, other }: { field: string; one: string; other: string }) => [field, one, other].join('\n')

type UnknownWord = Quality['words']['items'][number]

/** Returns the unknown words that neither a mapping nor the vocabulary of today has, the most frequent first. */
async function unknownWords(db: Db): Promise<UnknownWord[]> {
  const mapped = new Set((await listMappings(db)).map(({ kind, word, source }) => `${kind} ${mappedKey(word, source)}`))
  const isKnown = ({ kind, word, source }: RunWord) =>
    standardVocabulary[kind](word) !== undefined ||
    [null, source].some((of) => mapped.has(`${kind} ${mappedKey(word, of)}`))
  const words = (await listRunWords(db)).filter((word) => !isKnown(word))
  const found = new Map<string, UnknownWord>()
  for (const { kind, word, source, records } of words) {
    const former = found.get(`${kind} ${word}`) ?? { kind, word, records: 0, sources: [] }
    const sources = [...former.sources, source]
    found.set(`${kind} ${word}`, { ...former, records: former.records + records, sources })
  }
  return [...found.values()].toSorted((one, other) => other.records - one.records)
}
