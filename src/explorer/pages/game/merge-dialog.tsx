import { useState } from 'preact/hooks'
import { GamePicker, type PickedGame } from '../../parts/game-picker'
import { Modal } from '../../parts/modal'
import { TroubleNote } from '../../parts/trouble-note'
import { gameApi } from '../../state/api'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { words } from '../../words/every-page'
import { curateWords } from './curate-words'
import { decide } from './decide'
import type { GameData } from './game-data'

type MergeDialogProps = { game: GameData; onClose: () => void; onChange: () => void }

/** Dialog in which a person says that two games are one. */
export function MergeDialog({ game, onClose, onChange }: MergeDialogProps) {
  const [other, setOther] = useState<PickedGame | undefined>(undefined)
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const { merge, mergeHelp, other: otherWord, mergeNow, merged } = curateWords
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!other) return
    const decision = outcomeOf(gameApi(game.slug).merge.post({ with: other.slug }))
    const failed = await decide(decision, merged(other.title), onChange)
    setTrouble(failed)
    if (!failed) onClose()
  }
  return (
    <Modal title={merge} onClose={onClose}>
      <p class="dim">{mergeHelp}</p>
      <form onSubmit={(event) => void save(event)}>
        <GamePicker label={otherWord} without={game.slug} picked={other} onPick={setOther} />
        {trouble && <TroubleNote trouble={trouble} />}
        <div class="actions">
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={!other}>
            {mergeNow}
          </button>
        </div>
      </form>
    </Modal>
  )
}
