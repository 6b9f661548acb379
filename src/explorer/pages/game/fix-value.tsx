import { useId } from 'preact/hooks'
import { genreOptions } from '../../state/vocabulary'
import { curateWords } from './curate-words'
import type { FieldForm } from './fix-values'

type FixValueProps = { form: FieldForm; text: string; isReadable: boolean; onText: (text: string) => void }

const LINES: readonly FieldForm[] = ['long', 'lines', 'companies']

/** Field for the new value, in the form that it needs. */
export function FixValue({ form, text, isReadable, onText }: FixValueProps) {
  const id = useId()
  if (form === 'genres') return <GenreChoice text={text} onText={onText} />
  const { value, list, companies, badDate, badNumber } = curateWords
  const hint = isReadable
    ? { lines: list, companies, date: badDate }[form as 'lines'] // safe: any other form is looked up as absent
    : form === 'date'
      ? badDate
      : badNumber
  const shared = {
    id,
    value: text,
    'aria-invalid': !isReadable,
    'aria-describedby': `${id}hint`,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onText(currentTarget.value),
  }
  return (
    <div class="field">
      <label for={id}>{value}</label>
      {LINES.includes(form) ? (
        <textarea {...shared} />
      ) : (
        <input {...shared} inputMode={form === 'number' ? 'decimal' : 'text'} autocomplete="off" />
      )}
      <small id={`${id}hint`}>{hint ?? ''}</small>
    </div>
  )
}

function GenreChoice({ text, onText }: Pick<FixValueProps, 'text' | 'onText'>) {
  const chosen = text.split('\n').filter(Boolean)
  const toggle = (slug: string) =>
    onText((chosen.includes(slug) ? chosen.filter((one) => one !== slug) : [...chosen, slug]).join('\n'))
  return (
    <fieldset class="genres">
      <legend>{curateWords.value}</legend>
      {genreOptions.value.map(({ value, label }) => (
        <label key={value} class="switch">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
