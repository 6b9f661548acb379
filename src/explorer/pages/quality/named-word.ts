import { go } from '../../state/address'
import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { qualityAddress } from './address'
import type { QualityData } from './quality-data'
import { qualityWords } from './words'

type UnknownWord = QualityData['words']['items'][number]

/** Meaning that somebody gives a word: a term by slug and name, in one source or in all, and the reason. */
export type ChosenMeaning = { slug: string; label: string; source: string | null; reason: string }

/**
 * Stores what a word means. `show` is told at once whether the word counts as named, and again where that is refused or taken back.
 * Returns the trouble of a refusal.
 */
export async function storeMeaning(
  { kind, word, sources }: UnknownWord,
  { slug, label, source, reason }: ChosenMeaning,
  show: (isNamed: boolean) => void,
): Promise<Trouble | undefined> {
  const isWhole = source === null || sources.length === 1
  show(isWhole)
  go(qualityAddress({ word: '' }))
  const { data, trouble } = await outcomeOf(api.words.post({ kind, word, source, slug, reason: reason || null }))
  if (!data) {
    show(false)
    return trouble
  }
  tell({
    text: qualityWords.named(word, label),
    undo: () => outcomeOf(api.decisions({ id: data.id }).undo.post()),
    undone: () => show(false),
  })
  return undefined
}
