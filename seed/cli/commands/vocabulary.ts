import { standardVocabulary, wordKey } from '#catalogue/vocabulary/lookup'
import { WORD_KINDS, type WordKind } from '#catalogue/vocabulary/mapped-words'
import { awaitMatchLock } from '#db/match/lock'
import type { Db } from '#db/stores'
import { listMappings, listUnknownWords, mapWord, type SourceWord, unmapWord } from '#db/vocabulary/mapping'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { type CommandContext, withStores } from '../context'

export type VocabularyOptions = { kind?: string; map?: string; unmap?: string }

/** Who maps words in a terminal; over HTTP it is whoever the token names. */
const AUTHOR = 'terminal'
const AGAIN = 'bun run seed match applies it'

/** Prints the words nobody could name, or says what one means; or takes that back. Nothing is read again from a source. */
export function vocabularyCommand(loader: CommandContext, { kind, map, unmap }: VocabularyOptions): Promise<void> {
  const wanted = kind === undefined ? undefined : kindOf(kind)
  if (map !== undefined && unmap !== undefined) throw new Failure('usage', 'Either --map or --unmap, not both at once.')
  if (map !== undefined) return mapCommand(loader, needed(wanted), map)
  if (unmap !== undefined) return unmapCommand(loader, needed(wanted), unmap)
  return withStores(loader, async ({ db }) => {
    for (const line of await vocabularyLines(db, wanted)) loader.out(line)
  })
}

function kindOf(text: string): WordKind {
  const kind = WORD_KINDS.find((each) => each === text)
  if (kind) return kind
  throw new Failure('usage', `--kind takes one of ${WORD_KINDS.join(', ')}.`)
}

function needed(kind: WordKind | undefined): WordKind {
  if (kind) return kind
  throw new Failure('usage', `Say what the word should name: --kind ${WORD_KINDS.join(' or --kind ')}.`)
}

function mapCommand(loader: CommandContext, kind: WordKind, text: string): Promise<void> {
  const at = text.lastIndexOf('=')
  const word = text.slice(0, at).trim()
  const slug = text.slice(at + 1).trim()
  if (at < 0 || wordKey(word) === '')
    throw new Failure('usage', '--map takes a word and a slug: --map "Wireless=mobile".')
  refuseUnknownSlug(kind, slug)
  return withMatchLock(loader, async (db) => {
    const records = await mapWord(db, { kind, word, slug, author: AUTHOR })
    loader.out(`${kind} ${word} is ${slug} from now on; ${records} records say it: ${AGAIN}`)
  })
}

const unmapCommand = (loader: CommandContext, kind: WordKind, word: string): Promise<void> =>
  withMatchLock(loader, async (db) => {
    const records = await unmapWord(db, kind, word)
    if (records === undefined)
      throw new Failure('usage', 'This word is not mapped: bun run seed vocabulary lists those that are.')
    loader.out(`${kind} ${word} is unknown again; ${records} records say it: ${AGAIN}`)
  })

/** A record queued while the matcher works could be decided by what was said before. */
const withMatchLock = (loader: CommandContext, work: (db: Db) => Promise<void>): Promise<void> =>
  withStores(loader, (stores) => awaitMatchLock(stores, loader.signal, () => work(stores.db)))

function refuseUnknownSlug(kind: WordKind, slug: string): void {
  const slugs = standardVocabulary[`${kind}s`].map((entry) => entry.slug)
  if (slugs.includes(slug)) return
  const meant = nearest(slug, slugs)
  throw new Failure(
    'usage',
    `There is no ${kind} with this slug. ${meant ? `Did you mean ${meant}?` : `/v1/${kind}s lists them.`}`,
  )
}

async function vocabularyLines(db: Db, kind: WordKind | undefined): Promise<string[]> {
  const isWanted = (word: { kind: WordKind }) => kind === undefined || word.kind === kind
  const mappings = (await listMappings(db)).filter(isWanted)
  const known = new Set(mappings.map((mapping) => `${mapping.kind} ${mapping.key}`))
  const unknown = (await listUnknownWords(db)).filter(
    (met) => isWanted(met) && !known.has(identityOf(met)) && !isNamed(met),
  )
  const lines = unknown.map(
    ({ kind: of, word, records, sources }) => `${String(records).padStart(7)} ${of} ${word} (${sources.join(', ')})`,
  )
  return [
    ...mappings.map((mapping) => `${mapping.kind} ${mapping.word} is ${mapping.slug} (${mapping.author})`),
    ...lines,
    lines.length > 0
      ? 'Say what one means: bun run seed vocabulary --kind platform --map "WORD=slug"'
      : 'Every word of every source is known.',
  ]
}

const identityOf = ({ kind, word }: SourceWord) => `${kind} ${wordKey(word)}`

/** The vocabulary has learned the word since the record was read: the next match applies it. */
const isNamed = ({ kind, word }: SourceWord) => standardVocabulary[kind](word) !== undefined
