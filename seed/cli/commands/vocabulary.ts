import { standardVocabulary, wordKey } from '#catalogue/vocabulary/lookup'
import { WORD_KINDS, type WordKind } from '#catalogue/vocabulary/mapped-words'
import { awaitMatchLock } from '#db/match/lock'
import type { Db } from '#db/stores'
import { listMappings, listUnknownWords, mapWord, type SourceWord, unmapWord } from '#db/vocabulary/mapping'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { type CommandContext, withStores } from '../context'

export type VocabularyOptions = { kind?: string; map?: string; unmap?: string }

/** Author of mappings made in a terminal; over HTTP it is the subject of the token. */
const AUTHOR = 'terminal'
const NEXT_STEP = 'run bun run seed match to apply this'

/**
 * Prints words unknown to the vocabulary and what they can be mapped to, or maps one to a slug, or removes such a mapping. Reads
 * nothing from a source.
 */
export function vocabularyCommand(context: CommandContext, { kind, map, unmap }: VocabularyOptions): Promise<void> {
  const wanted = kind === undefined ? undefined : kindOf(kind)
  if (map !== undefined && unmap !== undefined) throw new Failure('usage', 'Use either --map or --unmap, not both.')
  if (map !== undefined) return mapCommand(context, requireKind(wanted), map)
  if (unmap !== undefined) return unmapCommand(context, requireKind(wanted), unmap)
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

function mapCommand(context: CommandContext, kind: WordKind, text: string): Promise<void> {
  const at = text.lastIndexOf('=')
  const word = text.slice(0, at).trim()
  const slug = text.slice(at + 1).trim()
  if (at < 0 || wordKey(word) === '')
    throw new Failure('usage', '--map takes a word and a slug: --map "Wireless=mobile".')
  refuseUnknownSlug(kind, slug)
  return withMatchLock(context, async (db) => {
    const records = await mapWord(db, { kind, word, slug, author: AUTHOR })
    context.out(`${kind} ${word} now means ${slug}; ${records} records have it: ${NEXT_STEP}`)
  })
}

const unmapCommand = (context: CommandContext, kind: WordKind, word: string): Promise<void> =>
  withMatchLock(context, async (db) => {
    const records = await unmapWord(db, kind, word)
    if (records === undefined)
      throw new Failure('usage', 'This word is not mapped: bun run seed vocabulary lists the mapped words.')
    context.out(`${kind} ${word} is unknown again; ${records} records have it: ${NEXT_STEP}`)
  })

/** Runs `work` while no matching is active, since that could still use the old mapping. */
const withMatchLock = (context: CommandContext, work: (db: Db) => Promise<void>): Promise<void> =>
  withStores(context, (stores) => awaitMatchLock(stores, context.signal, () => work(stores.db)))

function refuseUnknownSlug(kind: WordKind, slug: string): void {
  const slugs = standardVocabulary[`${kind}s`].map((entry) => entry.slug)
  if (slugs.includes(slug)) return
  const meant = nearest(slug, slugs)
  throw new Failure(
    'usage',
    `There is no ${kind} with this slug. ${meant ? `Did you mean ${meant}?` : `bun run seed vocabulary --kind ${kind} lists them.`}`,
  )
}

async function vocabularyLines(db: Db, kind: WordKind | undefined): Promise<string[]> {
  const isWanted = (word: { kind: WordKind }) => kind === undefined || word.kind === kind
  const mappings = (await listMappings(db)).filter(isWanted)
  const known = new Set(mappings.map((mapping) => `${mapping.kind} ${mapping.key}`))
  const unknown = (await listUnknownWords(db)).filter(
    (word) => isWanted(word) && !known.has(identityOf(word)) && !isInVocabulary(word),
  )
  const lines = unknown.map(
    ({ kind: of, word, records, sources }) => `${String(records).padStart(7)} ${of} ${word} (${sources.join(', ')})`,
  )
  return [
    ...mappings.map((mapping) => `${mapping.kind} ${mapping.word} is ${mapping.slug} (${mapping.author})`),
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

const identityOf = ({ kind, word }: SourceWord) => `${kind} ${wordKey(word)}`

/** True if the vocabulary has gained the word since the record was read; the next match applies it. */
const isInVocabulary = ({ kind, word }: SourceWord) => standardVocabulary[kind](word) !== undefined
