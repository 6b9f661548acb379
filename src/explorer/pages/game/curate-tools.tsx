import { useState } from 'preact/hooks'
import { usePageKeys } from '../../state/keys'
import { scopes } from '../../state/session'
import { curateWords } from './curate-words'
import { FixDialog } from './fix-dialog'
import { valueOfField } from './fix-values'
import type { GameData } from './game-data'
import { MergeDialog } from './merge-dialog'

type CurateToolsProps = { game: GameData; onChange: () => void }
type CurateDialog = 'fix' | 'merge' | undefined

/** Buttons and shortcuts by which a person with the right decides about a game. */
export function CurateTools({ game, onChange }: CurateToolsProps) {
  const [open, setOpen] = useState<CurateDialog>(undefined)
  const { fix, merge } = curateWords
  const mayCurate = scopes.value.has('curate')
  const keys = [
    { key: 'e', does: fix, run: () => setOpen('fix') },
    { key: 'm', does: merge, run: () => setOpen('merge') },
  ]
  usePageKeys(mayCurate ? keys : [])
  if (!mayCurate) return null
  const close = () => setOpen(undefined)
  const start = { field: 'title', value: valueOfField(game, 'title') }
  return (
    <>
      <button type="button" onClick={() => setOpen('fix')}>
        {fix}
      </button>
      <button type="button" onClick={() => setOpen('merge')}>
        {merge}
      </button>
      {open === 'fix' && <FixDialog game={game} start={start} onClose={close} onChange={onChange} />}
      {open === 'merge' && <MergeDialog game={game} onClose={close} onChange={onChange} />}
    </>
  )
}
