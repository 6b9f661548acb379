import { wordKey } from '#catalogue/vocabulary/lookup'
import { isTerm } from '#catalogue/vocabulary/mapped-words'
import { sourcesBySlug } from '#db/source/queries'
import type { Db } from '#db/stores'
import type { Fault } from '#src/http/problem'
import type { WordBody } from './model'

/** A part of a request that cannot be carried out, and what to do about it. */
type WordFault = { advice: string; fault: Fault }

/** Returns why a word cannot be given this meaning: it has no letter, or the catalogue lacks the source or the meaning. */
export async function faultOfWord(db: Db, { kind, word, source, slug }: WordBody): Promise<WordFault | undefined> {
  if (wordKey(word) === '') return faultOf('word', 'a word with a letter or a digit', '')
  if (!isTerm(kind, slug)) return faultOf('slug', `the slug of a ${kind}`, ` GET /v1/${kind}s lists them.`)
  if (source && (await sourcesBySlug(db, [source])).length === 0)
    return faultOf('source', 'the slug of a loaded source', ' GET /v1/sources lists them.')
  return undefined
}

const faultOf = (name: keyof WordBody, expected: string, hint: string): WordFault => ({
  advice: `${name}: expects ${expected}.${hint}`,
  fault: { in: 'body', name, expected },
})
