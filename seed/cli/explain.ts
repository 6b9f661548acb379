import type { MatchModel } from '#catalogue/match/comparison-levels'
import type { Evidence } from '#catalogue/match/evidence'
import { createSplitExplainer } from '#catalogue/match/explain-split'
import type { PairRules } from '#catalogue/match/rules'
import { namedCompanies } from '#catalogue/merge/company'
import type { CatalogueRecord } from '#catalogue/record'
import type { ExplainedRecord, ExplainedReviewPair } from '#db/match/explain'

type Explained = {
  title: string
  records: readonly ExplainedRecord[]
  reviews: readonly ExplainedReviewPair[]
  model: MatchModel
  rules: PairRules
}

/** Most games of one title that are compared in pairs, so that the output stays readable; it names the number of the others. */
const MOST_GAMES = 6

/** Explains, in lines for people, why the records of a title are one game or several. */
export function explainLines({ title, records, reviews, model, rules }: Explained): string[] {
  const games = [...Map.groupBy(records, ({ slug }) => slug).values()]
  return [
    `"${title}": ${counted(records.length, 'record')} in ${counted(games.length, 'game')}. Two records are linked from a match weight of ${model.linkThreshold} bits, and become a review pair from ${model.reviewThreshold}.`,
    ...games.flatMap(gameLines),
    ...apartLines(games, rules),
    ...reviews.flatMap(reviewLines),
  ]
}

const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

function gameLines(records: readonly ExplainedRecord[]): string[] {
  const [first] = records
  const lines = records.flatMap((record) => [
    `  ${record.ref.source}/${record.ref.dataset} ${record.ref.key}: ${describe(record.record)}`,
    `    ${reasons(record.evidence)}${record.score === 0 ? '' : ` = ${signed(record.score)}`}`,
  ])
  return ['', `${first?.game} (${first?.slug})`, ...lines]
}

/** Returns a record in words: title, year, platforms, companies. */
function describe(record: CatalogueRecord): string {
  const { title, released, releases = [] } = record
  const year = (released ?? releases.find((release) => release.released)?.released)?.date.slice(0, 4)
  const platforms = releases.map(({ platform }) => platform).join(', ')
  const companies = [...new Set(namedCompanies(record))].join(', ')
  return [title, year, platforms, companies].filter(Boolean).join(' | ')
}

/** Returns bits with their sign: `+5.0`. */
export const signed = (bits: number) => `${bits < 0 ? '' : '+'}${bits.toFixed(1)}`

/** Returns evidence in one line, with the bits of each reason that has a weight. */
export const reasons = (evidence: readonly Evidence[]) =>
  evidence.map(({ says, weight }) => (weight === 0 ? says : `${says} ${signed(weight)}`)).join(', ')

function apartLines(games: readonly (readonly ExplainedRecord[])[], rules: PairRules): string[] {
  const reasonsApart = createSplitExplainer(games.flat(), rules)
  const lines = games.slice(0, MOST_GAMES).flatMap((one, at) =>
    games.slice(at + 1, MOST_GAMES).map((other) => {
      const because = reasonsApart(one, other)
      return `  ${one[0]?.slug} and ${other[0]?.slug}: ${because.join('; ') || 'not enough evidence that they are one game'}`
    }),
  )
  const more = games.length - MOST_GAMES
  const omitted = more > 0 ? [`  ${counted(more, 'more game')} of this title not compared`] : []
  return lines.length === 0 ? [] : ['', 'Why they are not one game', ...lines, ...omitted]
}

const reviewLines = ({ one, other, oneGame, otherGame, score, evidence }: ExplainedReviewPair) => [
  '',
  `For review (${signed(score)}): "${one}" (${oneGame}) and "${other}" (${otherGame})`,
  `  ${reasons(evidence)}`,
]
