import { standardVocabulary, wordKey } from '#catalogue/vocabulary/lookup'
import { isTerm, mappedKey, WORD_KINDS, type WordKind } from '#catalogue/vocabulary/mapped-words'
import type { DecisionOutcome } from '#db/decision/execute'
import { nameWord, unnameWord } from '#db/decision/words'
import { awaitMatchLock } from '#db/match/lock'
import type { Db, Stores } from '#db/stores'
import {
  listMappings,
  listUnknownWords,
  requeueNamedWords,
  type SourceWord,
  type WordMapping,
} from '#db/vocabulary/mapping'
import { Failure } from '#lib/errors'
import { interrupted } from '#lib/interrupt'
import { nearest } from '#lib/suggest'
import { type CommandContext, withStores } from '../context'
import { findLoadedSource } from '../loaded-source'

export type VocabularyOptions = { kind?: string; map?: string; unmap?: string; source?: string | null }

/** Author of mappings made in a terminal; over HTTP it is the subject of the token. */
const AUTHOR = 'terminal'
const NEXT_STEP = 'run bun run seed match to apply this'

/**
 * Prints words unknown to the vocabulary and what they can be mapped to, or maps one to a slug, or removes such a mapping. Reads
 * nothing from a source.
 */
export function vocabularyCommand(
  context: CommandContext,
  { kind, map, unmap, source = null }: VocabularyOptions,
): Promise<void> {
  const wanted = kind === undefined ? undefined : kindOf(kind)
  if (source === '') throw new Failure('usage', '--source takes the name of a source; leave it out for every source.')
  if (map !== undefined && unmap !== undefined) throw new Failure('usage', 'Use either --map or --unmap, not both.')
  if (map !== undefined) return mapCommand(context, { kind: requireKind(wanted), source }, map)
  if (unmap !== undefined) return unmapCommand(context, { kind: requireKind(wanted), source, word: unmap })
  return withStores(context, async ({ db }) => {
    for (const line of await vocabularyLines(db, wanted)) context.out(line)
  })
}

function kindOf(text: string): WordKind {
  const kind = WORD_KINDS.find((each) => each === text)
  if (kind) return kind
  throw new Failure('usage', `--kind takes one of ${WORD_KINDS.join(', ')}.`)
}

function requireKind(kind: WordKind | undefined): WordKind {
  if (kind) return kind
  throw new Failure('usage', `Add the kind of the word: --kind ${WORD_KINDS.join(' or --kind ')}.`)
}

type Meant = { kind: WordKind; source: string | null }

function mapCommand(context: CommandContext, meant: Meant, text: string): Promise<void> {
  const at = text.lastIndexOf('=')
  const word = text.slice(0, at).trim()
  const slug = text.slice(at + 1).trim()
  if (at < 0 || wordKey(word) === '')
    throw new Failure('usage', '--map takes a word and a slug: --map "Wireless=mobile".')
  refuseUnknownSlug(meant.kind, slug)
  return withStores(context, async (stores) => {
    if (meant.source !== null) await findLoadedSource(stores.db, meant.source)
    await whenFree(context, () => nameWord(stores, { ...meant, word, slug }, { author: AUTHOR, reason: null }))
    const records = await requeued(context, stores)
    context.out(`${meant.kind} ${word} now means ${slug}; ${records} records have it: ${NEXT_STEP}`)
  })
}

const unmapCommand = (context: CommandContext, word: Meant & { word: string }): Promise<void> =>
  withStores(context, async (stores) => {
    const outcome = await whenFree(context, () => unnameWord(stores, word, { author: AUTHOR }))
    if (!outcome.ok)
      throw new Failure('usage', 'This word is not mapped: bun run seed vocabulary lists the mapped words.')
    const records = await requeued(context, stores)
    context.out(`${word.kind} ${word.word} is unknown again; ${records} records have it: ${NEXT_STEP}`)
  })

/** Decides once no matching is active, since that could still use the old mapping. @throws {Failure} `interrupted` */
async function whenFree({ signal }: CommandContext, decide: () => Promise<DecisionOutcome>): Promise<DecisionOutcome> {
  for (;;) {
    const outcome = await decide()
    if (outcome.ok || outcome.refusal.code !== 'busy') return outcome
    if (signal.aborted) throw interrupted()
  }
}

const requeued = ({ signal }: CommandContext, stores: Stores): Promise<number> =>
  awaitMatchLock(stores, signal, () => stores.db.transaction(requeueNamedWords))

function refuseUnknownSlug(kind: WordKind, slug: string): void {
  if (isTerm(kind, slug)) return
  const slugs = standardVocabulary[`${kind}s`].map((entry) => entry.slug)
  const meant = nearest(slug, slugs)
  throw new Failure(
    'usage',
    `There is no ${kind} with this slug. ${meant ? `Did you mean ${meant}?` : `bun run seed vocabulary --kind ${kind} lists them.`}`,
  )
}

async function vocabularyLines(db: Db, kind: WordKind | undefined): Promise<string[]> {
  const isWanted = (word: { kind: WordKind }) => kind === undefined || word.kind === kind
  const mappings = (await listMappings(db)).filter(isWanted)
  const known = new Set(mappings.map(({ kind: of, word, source }) => `${of} ${mappedKey(word, source)}`))
  const unknown = (await listUnknownWords(db)).filter(
    (word) => isWanted(word) && !isMapped(word, known) && !isInVocabulary(word),
  )
  const lines = unknown.map(
    ({ kind: of, word, records, sources }) => `${String(records).padStart(7)} ${of} ${word} (${sources.join(', ')})`,
  )
  return [
    ...mappings.map(mappingLine),
    ...lines,
    ...(lines.length > 0 ? [] : ['Every word of every source is known.']),
    ...WORD_KINDS.filter(
      (each) => each === kind || (kind === undefined && unknown.some((word) => word.kind === each)),
    ).flatMap(targetLines),
    ...(lines.length > 0 ? ['To map one: bun run seed vocabulary --kind platform --map "WORD=slug"'] : []),
  ]
}

/** Returns the slugs that a word of a kind can be mapped to, sorted, each with its English name. */
function targetLines(kind: WordKind): string[] {
  const entries = standardVocabulary[`${kind}s`].toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const width = Math.max(...entries.map(({ slug }) => slug.length))
  return [
    `A ${kind} can be mapped to one of these ${entries.length}:`,
    ...entries.map(({ slug, label }) => `  ${slug.padEnd(width)}  ${label.en}`),
  ]
}

const mappingLine = ({ kind, word, source, slug, author }: WordMapping) =>
  `${kind} ${word}${source === null ? '' : ` of ${source}`} is ${slug} (${author})`

/** True if a person has mapped the word for all sources, or for each source that has it. */
const isMapped = ({ kind, word, sources }: SourceWord, known: ReadonlySet<string>) =>
  known.has(`${kind} ${mappedKey(word, null)}`) ||
  sources.every((source) => known.has(`${kind} ${mappedKey(word, source)}`))

/** True if the vocabulary has gained the word since the record was read; the next match applies it. */
const isInVocabulary = ({ kind, word }: SourceWord) => standardVocabulary[kind](word) !== undefined
