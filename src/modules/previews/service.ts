import { parseOverride } from '#catalogue/decision/overridable'
import { parseRelated } from '#catalogue/decision/relation-override'
import { companyKey, companySlug } from '#catalogue/merge/company'
import type { GoldenGame } from '#catalogue/merge/golden'
import { titleSlug } from '#catalogue/merge/slug'
import { type CompanyName, namesOfCompanies } from '#db/company/queries'
import { type DecisionBy, planOverrideOf } from '#db/decision/curate'
import { planRelated } from '#db/decision/curate-related'
import type { Refusal } from '#db/decision/execute'
import { type DecisionEffect, type DraftedGame, previewDecision } from '#db/decision/preview'
import type { Db } from '#db/stores'
import type { RefusalContext } from '#src/http/problem'
import { refuseDecision } from '#src/wire/decision-refusal'
import type { DecisionPreview, PlannedGame } from './model'

type OverridePath = { slug: string; field: string }

/** Returns the effect that an override would have. `message` in the result explains why the field cannot have this value. */
export async function previewOverride(
  db: Db,
  { slug, field }: OverridePath,
  value: unknown,
  by: DecisionBy,
): Promise<DecisionEffect | Refusal | { message: string }> {
  if (field === 'related') {
    const parsed = parseRelated(value)
    return parsed.ok ? previewDecision(db, (tx) => planRelated(tx, slug, parsed.related, by)) : parsed
  }
  const parsed = parseOverride(field, value)
  return parsed.ok ? previewDecision(db, (tx) => planOverrideOf(tx, slug, parsed, by)) : parsed
}

/** Returns the response to a preview. */
export const answerPreview = async (db: Db, to: RefusalContext, preview: DecisionEffect | Refusal) =>
  'code' in preview ? refuseDecision(to, preview) : await toPreview(db, preview)

async function toPreview(db: Db, { before, after }: DecisionEffect): Promise<DecisionPreview> {
  const named = [...before, ...after].flatMap(({ golden }) => golden.companies.map(({ name }) => name))
  const known = await namesOfCompanies(db, named)
  const planned = (game: DraftedGame) => toPlannedGame(game, known)
  return { before: before.map(planned), after: after.map(planned) }
}

/** Returns a company as it is stored, or as it would be if no game has it yet. */
function companyOf(name: string, known: ReadonlyMap<string, CompanyName>) {
  const { slug, name: stored } = known.get(companyKey(name)) ?? { slug: companySlug(name), name }
  return { slug, name: stored }
}

const toPlannedGame = (
  { slug, records, golden }: DraftedGame,
  known: ReadonlyMap<string, CompanyName>,
): PlannedGame => ({
  slug,
  records,
  ...toFigures(golden),
  title: golden.title,
  kind: golden.kind,
  genres: golden.genres.toSorted(),
  platforms: [...new Set(golden.releases.map(({ platform }) => platform))].sort(),
  releases: golden.releases.map(({ region, edition, released = null, salesCopies = null, platform }) => ({
    platform,
    region: region || null,
    edition: edition || null,
    released,
    salesCopies,
  })),
  companies: golden.companies.map(({ name, role }) => ({ ...companyOf(name, known), role })),
  series: golden.series.map((name) => ({ slug: titleSlug(name), name })),
  ratings: golden.ratings,
  ids: golden.externalIds,
  alternativeNames: golden.alternativeNames,
})

const toFigures = ({ cover, ...golden }: GoldenGame) => ({
  summary: golden.summary ?? null,
  website: golden.website ?? null,
  cover: cover ? { url: cover.url, source: cover.source || null } : null,
  year: golden.year ?? null,
  released: golden.released ?? null,
  score: toScores(golden),
  salesCopies: golden.salesCopies ?? null,
  popularity: golden.popularity ?? null,
})

const toScores = ({ critics, users, votes }: Omit<GoldenGame, 'cover'>): PlannedGame['score'] =>
  critics === undefined && users === undefined && votes === undefined
    ? null
    : { critics: critics ?? null, users: users ?? null, votes: votes ?? null }
