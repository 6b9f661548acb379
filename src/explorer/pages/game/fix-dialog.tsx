import { useState } from 'preact/hooks'
import { gameApi } from '../../state/api'
import { labelled } from '../../state/language'
import { outcomeOf } from '../../state/trouble'
import { platformName, platformSlugs } from '../../state/vocabulary'
import { curateWords } from './curate-words'
import { DecisionDialog } from './decision-dialog'
import { valueOfField } from './described'
import { FixValue } from './fix-value'
import { editedText, FIELD_FORMS, formOf, readValue } from './fix-values'
import { type GameData, provenanceOf } from './game-data'
import { fieldInWords } from './matrix-rows'
import { awaitRow } from './row-focus'
import { valueInWords } from './value-in-words'
import { gameWords } from './words'

type FixDialogProps = {
  game: GameData
  /** Field and value at first; `isChosen` if somebody has chosen the field. */
  start: { field: string; value: unknown; isChosen: boolean }
  onClose: () => void
  onChange: () => void
}

/** Dialog in which a person fixes a value: it wins over every source until it is undone. */
export function FixDialog({ game, start, onClose, onChange }: FixDialogProps) {
  const [field, setField] = useState(start.field)
  const [text, setText] = useState(editedText(start.value))
  const form = formOf(field) ?? 'text'
  const value = readValue(form, text)
  const before = valueOfField(game, field)
  const isSame = JSON.stringify(value) === JSON.stringify(readValue(form, editedText(before)))
  const isFixed = provenanceOf(game)[field]?.lock !== undefined
  const choose = (next: string) => {
    setField(next)
    setText(editedText(valueOfField(game, next)))
  }
  const api = gameApi(game.slug).overrides({ field })
  const plan = {
    key: `${field}\n${JSON.stringify(value)}`,
    game: game.slug,
    preview: (signal: AbortSignal) => outcomeOf(api.preview.post({ value }, { fetch: { signal } })),
    send: (why: { reason?: string }) => outcomeOf(api.put({ value, ...why })),
  }
  const change = () => {
    awaitRow(field)
    onChange()
  }
  const { fix, holds, save, keep, fixed, unchanged, unread } = curateWords
  return (
    <DecisionDialog
      title={fix}
      help={holds}
      confirm={isSame ? keep : save}
      done={fixed(fieldInWords(field))}
      plan={value === undefined || (isSame && isFixed) ? undefined : plan}
      missing={value === undefined ? unread : unchanged}
      without={field}
      onClose={onClose}
      onChange={change}
    >
      <FieldChoice game={game} field={field} onChoose={choose} />
      <FixValue form={form} text={text} isReadable={value !== undefined} isFirst={start.isChosen} onText={setText} />
      {form !== 'releases' && <OwnPreview field={field} before={before} after={value} />}
    </DecisionDialog>
  )
}

type FieldChoiceProps = { game: GameData; field: string; onChoose: (field: string) => void }

/** Fields, with the releases on the platforms of the game before those on others. */
function FieldChoice({ game, field, onChoose }: FieldChoiceProps) {
  const own = new Set(game.releases.map(({ platform }) => platform))
  const option = (one: string, label: string) => (
    <option key={one} value={one}>
      {label}
    </option>
  )
  return (
    <label class="field">
      {curateWords.field}
      <select value={field} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {Object.keys(FIELD_FORMS).map((one) => option(one, fieldInWords(one)))}
        <optgroup label={gameWords.releases}>
          {[...new Set([...own, ...platformSlugs.value])].map((one) =>
            option(`releases.${one}`, labelled(gameWords.releases, platformName.value(one))),
          )}
        </optgroup>
      </select>
    </label>
  )
}

/** The value as it is and as it would be. */
function OwnPreview({ field, before, after }: { field: string; before: unknown; after: unknown }) {
  const { before: now, after: next, nothing } = curateWords
  const said = (value: unknown) => valueInWords(field, value).replace(/^–?$/, nothing)
  return (
    <dl class="preview">
      <dt>{now}</dt>
      <dd>{said(before)}</dd>
      <dt>{next}</dt>
      <dd>
        <strong>{after === undefined ? '…' : said(after)}</strong>
      </dd>
    </dl>
  )
}
