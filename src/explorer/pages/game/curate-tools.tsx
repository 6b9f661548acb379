import { useState } from 'preact/hooks'
import { usePageKeys } from '../../state/keys'
import { scopes } from '../../state/session'
import { curateWords } from './curate-words'
import { valueOfField } from './described'
import { FixDialog } from './fix-dialog'
import { fieldToFix } from './fix-values'
import type { GameData } from './game-data'
import { MergeDialog } from './merge-dialog'
import { gameWords } from './words'

type CurateToolsProps = { game: GameData; onChange: () => void }

/** The dialog that is open: the merge, or the fix of a field. */
type CurateDialog = { fix: string; isChosen: boolean } | 'merge' | undefined

/** Returns the fix of the field in the row that has the focus; else of the title, with another field to be chosen. */
function fixOfFocus(): CurateDialog {
  const field = fieldToFix(document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset.field ?? '')
  return { fix: field ?? 'title', isChosen: field !== undefined }
}

/** Moves the focus to the button that splits ticked records off, else to the first record that can be ticked. */
function toSplit(): void {
  const button = document.querySelector<HTMLElement>('#split')
  const to = button ?? document.querySelector<HTMLElement>('.records input')
  to?.focus()
}

/** Opens the menu of what can be copied. */
function toTakeAlong(): void {
  const menu = document.querySelector<HTMLDetailsElement>('.hero-tools details')
  if (menu) menu.open = true
  menu?.querySelector('button')?.focus()
}

/** Buttons and shortcuts by which a person with the right decides about a game. */
export function CurateTools({ game, onChange }: CurateToolsProps) {
  const [open, setOpen] = useState<CurateDialog>(undefined)
  const { fix, merge, split } = curateWords
  const mayCurate = scopes.value.has('curate')
  const keys = [
    { key: 'e', does: fix, run: () => setOpen(fixOfFocus()) },
    { key: 'm', does: merge, run: () => setOpen('merge') },
    { key: 'x', does: split, run: toSplit },
  ]
  usePageKeys([...(mayCurate ? keys : []), { key: 'c', does: gameWords.take, run: toTakeAlong }])
  if (!mayCurate) return null
  // A key can open another dialog before this one has told that it is closed.
  const close = () => setOpen((now) => (now === open ? undefined : now))
  const fixed = typeof open === 'object' ? open : undefined
  return (
    <>
      <button type="button" onClick={() => setOpen({ fix: 'title', isChosen: false })}>
        {fix}
      </button>
      <button type="button" onClick={() => setOpen('merge')}>
        {merge}
      </button>
      {fixed && (
        <FixDialog
          game={game}
          start={{ field: fixed.fix, value: valueOfField(game, fixed.fix), isChosen: fixed.isChosen }}
          onClose={close}
          onChange={onChange}
        />
      )}
      {open === 'merge' && <MergeDialog game={game} onClose={close} onChange={onChange} />}
    </>
  )
}
