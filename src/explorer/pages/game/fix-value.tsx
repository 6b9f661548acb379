import { useId } from 'preact/hooks'
import { genreOptions } from '../../state/vocabulary'
import { curateWords } from './curate-words'
import { factWords } from './fact-words'
import type { FieldForm } from './fix-values'
import { ReleaseRows } from './release-rows'

type FixValueProps = {
  form: FieldForm
  text: string
  isReadable: boolean
  /** True if the dialog begins here. */
  isFirst: boolean
  onText: (text: string) => void
}

const LINES: readonly FieldForm[] = ['long', 'lines', 'companies', 'ratings', 'related']

/** Field for the new value, in the form that it needs. */
export function FixValue(props: FixValueProps) {
  if (props.form === 'genres') return <GenreChoice {...props} />
  if (props.form === 'releases') return <ReleaseRows {...props} />
  return <ValueField {...props} />
}

function ValueField({ form, text, isReadable, isFirst, onText }: FixValueProps) {
  const id = useId()
  const { value, hints, unreadable } = curateWords
  const hint = [isReadable ? '' : unreadable[form], hints[form]].filter(Boolean).join(' ')
  const shared = {
    id,
    value: text,
    'data-first': isFirst || undefined,
    'aria-invalid': !isReadable,
    'aria-describedby': `${id}hint`,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onText(currentTarget.value),
  }
  return (
    <div class="field">
      <label for={id}>{value}</label>
      {form === 'kind' ? (
        <select {...shared}>
          {Object.entries(factWords.kinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
      ) : LINES.includes(form) ? (
        <textarea {...shared} />
      ) : (
        <input {...shared} inputMode={form === 'number' ? 'decimal' : 'text'} autocomplete="off" />
      )}
      <small id={`${id}hint`} role="status">
        {hint}
        {form === 'related' && ` ${Object.keys(factWords.relations).join(', ')}`}
      </small>
    </div>
  )
}

function GenreChoice({ text, isFirst, onText }: Pick<FixValueProps, 'text' | 'isFirst' | 'onText'>) {
  const chosen = text.split('\n').filter(Boolean)
  const toggle = (slug: string) =>
    onText((chosen.includes(slug) ? chosen.filter((one) => one !== slug) : [...chosen, slug]).join('\n'))
  return (
    <fieldset class="genres">
      <legend>{curateWords.value}</legend>
      {genreOptions.value.map(({ value, label }, at) => (
        <label key={value} class="switch">
          <input
            type="checkbox"
            data-first={(isFirst && at === 0) || undefined}
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
