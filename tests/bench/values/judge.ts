import { companySlug } from '#catalogue/merge/company'
import type { GoldenGame } from '#catalogue/merge/golden'
import type { Facts } from './facts'

/** Fields that are compared with facts. */
export const JUDGED_FIELDS = ['year', 'day', 'platforms', 'developer', 'publisher', 'genres', 'score', 'sales'] as const
export type JudgedField = (typeof JUDGED_FIELDS)[number]

/** Our value of a field, and true in `isRight` if it agrees with the facts. */
export type Judged = { field: JudgedField; value: string; isRight: boolean }

/** Points by which a mean of several platforms may differ from the score of one. */
const CLOSE_POINTS = 3
const CLOSE_SHARE = 0.1
/** Share by which an estimate of boxed copies may exceed the published total. */
const ABOVE_TOTAL = 1.05

type Judge = (game: GoldenGame, facts: Facts) => { value: unknown; isRight: boolean } | undefined

const within = (values: readonly string[], allowed: readonly string[]): boolean =>
  values.every((value) => allowed.includes(value))

const judgePlatforms: Judge = ({ releases }, { platforms }) => {
  if (!platforms) return undefined
  const value = [...new Set(releases.map(({ platform }) => platform))]
  return { value, isRight: within(platforms.launch, value) && within(value, [...platforms.launch, ...platforms.later]) }
}

/** Judges the companies in one role: at least one is right, and none is wrong. */
function judgeCompanies(game: GoldenGame, role: string, names: readonly string[] | undefined) {
  if (!names) return undefined
  const right = names.map(companySlug)
  const value = game.companies.filter((company) => company.role === role).map(({ name }) => name)
  const slugs = value.map(companySlug)
  return { value, isRight: slugs.length > 0 && within(slugs, right) }
}

const judgeGenres: Judge = (game, { genres: { core, also } }) => ({
  value: game.genres,
  isRight: game.genres.some((genre) => core.includes(genre)) && within(game.genres, [...core, ...also]),
})

const judgeSales: Judge = ({ salesCopies, provenance }, { soldMillions }) => {
  if (soldMillions === undefined) return undefined
  const total = soldMillions * 1_000_000
  const { counts } = provenance.salesCopies ?? {}
  const value = `${salesCopies} ${counts?.copies ?? ''} ${counts?.platforms.join('+') ?? ''}`.trim()
  if (salesCopies === undefined) return { value, isRight: false }
  const isClose = Math.abs(salesCopies - total) <= total * CLOSE_SHARE
  return { value, isRight: isClose || (counts?.copies === 'boxed' && salesCopies <= total * ABOVE_TOTAL) }
}

const JUDGES: Record<JudgedField, Judge> = {
  year: (game, { year }) => (year === undefined ? undefined : { value: game.year, isRight: game.year === year }),
  day: ({ released }, { day }) =>
    day === undefined || released?.precision !== 'day'
      ? undefined
      : { value: released.date, isRight: released.date === day },
  platforms: judgePlatforms,
  developer: (game, { developers }) => judgeCompanies(game, 'developer', developers),
  publisher: (game, { publishers }) => judgeCompanies(game, 'publisher', publishers),
  genres: judgeGenres,
  score: ({ critics }, { critics: right }) =>
    right && {
      value: critics,
      isRight: critics !== undefined && right.some((score) => Math.abs(score - critics) <= CLOSE_POINTS),
    },
  sales: judgeSales,
}

/** Compares the values of a game with its facts. A field without a fact, and a date that is no day, are left out. */
export const judgeGame = (game: GoldenGame, facts: Facts): Judged[] =>
  JUDGED_FIELDS.flatMap((field) => {
    const judged = JUDGES[field](game, facts)
    return judged ? [{ field, value: String(judged.value), isRight: judged.isRight }] : []
  })
