import type { GoldenGame } from '#catalogue/merge/golden'
import { withMappedWords } from '#catalogue/vocabulary/mapped-words'
import { platformIdsOf } from '#db/game/vocabulary-ids'
import { listRecordsAsComponent } from '#db/match/components'
import { findMatchModel } from '#db/match/model'
import { mergeDecided, resolveComponents } from '#db/match/resolve'
import type { Db } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { type ActiveDecisions, indexDecisions, loadActiveDecisions } from './active'
import type { DecisionPlan, Refusal } from './execute'
import { type Decision, listActiveOverrides, listActiveRules } from './queries'
import { findRecords } from './records'

/** A game that is made of records; `records` is their number. */
export type GameDraft = { slug: string; records: number; golden: GoldenGame }

/** A game that a decision would make. Its slug is `null` if it does not exist yet. */
export type DraftedGame = Omit<GameDraft, 'slug'> & { slug: string | null }

/** The games that a decision concerns, as they are and as they would be. */
export type DecisionEffect = { before: GameDraft[]; after: DraftedGame[] }

type PlanDecision = (db: Db) => Promise<DecisionPlan | Refusal>

/**
 * Returns the games that a decision would make of those that it concerns, or why it would be refused, out of one snapshot. Stores
 * nothing. Records of other games are not looked at.
 */
export const previewDecision = (db: Db, plan: PlanDecision): Promise<DecisionEffect | Refusal> =>
  db.transaction((tx) => effectOf(tx, plan), { isolationLevel: 'repeatable read', accessMode: 'read only' })

async function effectOf(db: Db, plan: PlanDecision): Promise<DecisionEffect | Refusal> {
  const planned = await plan(db)
  if ('code' in planned) return planned
  const found = await findRecords(db, planned.records)
  const records = await recordsOfGames(db, [...new Set(found.flatMap(({ gameId }) => gameId ?? []))])
  const [rules, overrides] = [await listActiveRules(db), await listActiveOverrides(db)]
  const also = membersOf(planned.decision)
  const active = indexDecisions([...rules, ...also.rules], [...overrides, ...also.overrides])
  const resolved = await resolveComponents(records, { active, model: await findMatchModel(db) })
  const slugs = new Map(records.map(({ gameId, slug }) => [gameId, slug]))
  const after = resolved.flatMap(({ games }) => games)
  return {
    before: draftsOf(records, indexDecisions(rules, overrides)),
    after: after.map(({ id, golden, members }) => ({ slug: slugs.get(id) ?? null, records: members.length, golden })),
  }
}

/** Returns the rules and overrides of a decision, as those of active ones are listed. */
const membersOf = ({ id, rules, lock, author, reason, decidedAt: at }: Decision) => ({
  rules: rules.map((rule) => ({ ...rule, decision: id })),
  overrides: lock ? [{ ...lock, author, reason, at }] : [],
})

type GameRecords = Awaited<ReturnType<typeof listRecordsAsComponent>>

async function recordsOfGames(db: Db, gameIds: readonly string[]): Promise<GameRecords> {
  const words = await mappedWords(db)
  const records = await listRecordsAsComponent(db, gameIds)
  return records.map((found) => ({ ...found, record: withMappedWords(found.record, words, found.ref.source) }))
}

const draftsOf = (records: GameRecords, active: ActiveDecisions): GameDraft[] =>
  [...Map.groupBy(records, ({ slug }) => slug)].map(([slug, members]) => ({
    slug,
    records: members.length,
    golden: mergeDecided(members, active),
  }))

/** A game in a preview, in brief. `records` is their number. */
export type PreviewGame = { slug: string; title: string; year: number | null; platformIds: number[]; records: number }

/** The games of a review pair as they are, and the game that they would be together. It has the slug of the older one. */
export type VerdictPreview = { games: [PreviewGame, PreviewGame]; merged: PreviewGame }

/** Returns what the verdicts on two records of these games would make. Reads their records only, and stores nothing. */
export async function previewVerdicts(db: Db, one: string, other: string): Promise<VerdictPreview | undefined> {
  const records = await recordsOfGames(db, [one, other])
  const active = await loadActiveDecisions(db)
  const drafts = new Map(draftsOf(records, active).map((draft) => [draft.slug, inBrief(draft)]))
  const gameOf = (id: string) => drafts.get(records.find(({ gameId }) => gameId === id)?.slug ?? '')
  const [first, second, oldest] = [gameOf(one), gameOf(other), records[0]]
  if (!first || !second || !oldest) return undefined
  const merged = { slug: oldest.slug, records: records.length, golden: mergeDecided(records, active) }
  return { games: [first, second], merged: inBrief(merged) }
}

const inBrief = ({ slug, records, golden }: GameDraft): PreviewGame => ({
  slug,
  title: golden.title,
  year: golden.year ?? null,
  platformIds: platformIdsOf(golden),
  records,
})
