import { useState } from 'preact/hooks'
import { GamePicker, type PickedGame } from '../../parts/game-picker'
import { gameApi } from '../../state/api'
import { outcomeOf } from '../../state/trouble'
import { curateWords } from './curate-words'
import { DecisionDialog } from './decision-dialog'
import type { GameData } from './game-data'

type MergeDialogProps = {
  game: Pick<GameData, 'slug'>
  /** The other game. (Default: the person chooses it) */
  other?: Pick<GameData, 'slug' | 'title'>
  onClose: () => void
  onChange: () => void
}

/** Dialog in which a person says that two games are one. */
export function MergeDialog({ game: { slug }, other: given, onClose, onChange }: MergeDialogProps) {
  const [picked, setPicked] = useState<PickedGame | undefined>(undefined)
  const other = given ?? picked
  const api = gameApi(slug).merge
  const plan = other && {
    key: other.slug,
    game: slug,
    preview: (signal: AbortSignal) => outcomeOf(api.preview.post({ with: other.slug }, { fetch: { signal } })),
    send: (why: { reason?: string }) => outcomeOf(api.post({ with: other.slug, ...why })),
  }
  const { merge, mergeHelp, other: otherWord, mergeNow, merged } = curateWords
  return (
    <DecisionDialog
      title={merge}
      help={mergeHelp}
      confirm={mergeNow}
      done={merged(other?.title ?? '')}
      plan={plan}
      missing={curateWords.noOther}
      onClose={onClose}
      onChange={onChange}
    >
      {!given && <GamePicker label={otherWord} without={slug} picked={picked} onPick={setPicked} />}
    </DecisionDialog>
  )
}
