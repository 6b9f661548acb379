import { useState } from 'preact/hooks'
import { Modal } from '../../parts/modal'
import { TroubleNote } from '../../parts/trouble-note'
import { gameApi } from '../../state/api'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { words } from '../../words/every-page'
import { curateWords } from './curate-words'
import { decide } from './decide'
import { FixValue } from './fix-value'
import { editedText, FIELD_FORMS, readValue, valueOfField } from './fix-values'
import type { GameData } from './game-data'
import { fieldInWords } from './matrix-rows'
import { valueInWords } from './value-in-words'

/** True for a field that can be fixed on this page. */
export const isFixable = (field: string): boolean => Object.hasOwn(FIELD_FORMS, field)

type FixDialogProps = {
  game: GameData
  start: { field: string; value: unknown }
  onClose: () => void
  onChange: () => void
}

/** Dialog in which a person fixes a value: it wins over every source until it is undone. */
export function FixDialog({ game, start, onClose, onChange }: FixDialogProps) {
  const [field, setField] = useState(start.field)
  const [text, setText] = useState(editedText(start.value))
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const form = FIELD_FORMS[field] ?? 'text'
  const value = readValue(form, text)
  const choose = (next: string) => {
    setField(next)
    setText(editedText(valueOfField(game, next)))
  }
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    const body = { value, ...(reason && { reason }) }
    const decision = outcomeOf(gameApi(game.slug).overrides({ field }).put(body))
    const failed = await decide(decision, curateWords.fixed(fieldInWords(field)), onChange)
    setTrouble(failed)
    if (!failed) onClose()
  }
  return (
    <Modal title={curateWords.fix} onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <FieldChoice field={field} onChoose={choose} />
        <FixValue form={form} text={text} isReadable={value !== undefined} onText={setText} />
        <ReasonField />
        <Preview field={field} before={valueOfField(game, field)} after={value} />
        {trouble && <TroubleNote trouble={trouble} />}
        <FixActions onClose={onClose} canSave={value !== undefined} />
      </form>
    </Modal>
  )
}

const FieldChoice = ({ field, onChoose }: { field: string; onChoose: (field: string) => void }) => (
  <label class="field">
    {curateWords.field}
    <select value={field} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {Object.keys(FIELD_FORMS).map((one) => (
        <option key={one} value={one}>
          {fieldInWords(one)}
        </option>
      ))}
    </select>
  </label>
)

const ReasonField = () => (
  <label class="field">
    {curateWords.reason}
    <input name="reason" maxLength={2000} placeholder={curateWords.reasonHelp} />
  </label>
)

const FixActions = ({ onClose, canSave }: { onClose: () => void; canSave: boolean }) => (
  <>
    <p class="dim">{curateWords.holds}</p>
    <div class="actions">
      <button type="button" onClick={onClose}>
        {words.cancel}
      </button>
      <button type="submit" class="primary" disabled={!canSave}>
        {curateWords.save}
      </button>
    </div>
  </>
)

function Preview({ field, before, after }: { field: string; before: unknown; after: unknown }) {
  const { before: now, after: next, nothing } = curateWords
  const said = (value: unknown) => valueInWords(field, value) || nothing
  return (
    <dl class="preview">
      <dt>{now}</dt>
      <dd>{said(before)}</dd>
      <dt>{next}</dt>
      <dd>
        <strong>{after === undefined ? '–' : said(after)}</strong>
      </dd>
    </dl>
  )
}
