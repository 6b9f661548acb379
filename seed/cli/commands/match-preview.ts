import { dropMatchModels } from '#db/match/model'
import { type PreviewedChange, previewMatching } from '#db/match/preview'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { trainModel } from '#seed/pipeline/train'
import type { CommandContext } from '../context'
import { createProgress } from '../progress'

/** Weights to preview with: new ones, the shipped ones, or those in force. */
export type PreviewedWeights = { learn?: boolean; shipped?: boolean }

/** Prints what matching every record again would merge, split or retitle, and changes nothing. */
export async function previewMatchCommand(
  { out, signal }: CommandContext,
  stores: Stores,
  { learn, shipped }: PreviewedWeights,
): Promise<void> {
  const progress = createProgress('catalogue', false)
  progress.phase('matching', 'records')
  const counts = await previewMatching({
    stores,
    signal,
    prepare: async (tx) => {
      await upsertVocabulary(tx)
      if (shipped) await dropMatchModels(tx)
      if (learn) await trainModel(tx)
    },
    onChange: (change) => out(LINES[change.kind](change)),
    onProgress: progress.advance,
  })
  progress.stop()
  const { records, merged, split, retitled, created, updated } = counts
  out(
    `${records} records would be matched again: ${merged} games merged, ${split} split off, ${retitled} retitled, ${created} created; ${updated} updated in all. Nothing was changed.`,
  )
}

const LINES: Readonly<Record<PreviewedChange['kind'], (change: PreviewedChange) => string>> = {
  merge: ({ game, other }) => `merge    ${game} into ${other}`,
  split: ({ game, other }) => `split    ${game} off ${other}`,
  retitle: ({ game, other }) => `retitle  ${game}: ${other}`,
  create: ({ game }) => `create   ${game}`,
}
