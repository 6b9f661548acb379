import { useSignal } from '@preact/signals'
import { TroubleNote } from '../../parts/trouble-note'
import { figure } from '../../state/language'
import { tell } from '../../state/notices'
import type { Trouble } from '../../state/trouble'
import { bringListIn, type ReportData } from './collection-api'
import { collectionWords } from './collection-words'
import { readListFile } from './list-text'
import { ReportShown } from './report-shown'

type ImportFormProps = { name: string; onChange: () => void }

/** Brings a list in that is pasted, dropped or chosen, after a look at what it would give. */
export function ImportForm({ name, onChange }: ImportFormProps) {
  const list = useSignal('')
  const report = useSignal<ReportData | undefined>(undefined)
  const trouble = useSignal<Trouble | undefined>(undefined)
  const isBusy = useSignal(false)
  const { import: title, look, bring, brought } = collectionWords
  const take = (text: string) => {
    list.value = text
    report.value = undefined
    trouble.value = undefined
  }
  const read = async (file: File) => {
    const given = await readListFile(file)
    if (typeof given === 'string') take(given)
    else trouble.value = given
  }
  const send = async (isDryRun: boolean) => {
    isBusy.value = true
    const { data, trouble: failed } = await bringListIn(name, list.value, isDryRun)
    isBusy.value = false
    trouble.value = failed
    report.value = data ?? report.value
    if (!data || isDryRun) return
    take('')
    tell({ text: brought(figure(data.added), figure(data.updated)) })
    onChange()
  }
  const coming = report.value ? report.value.added + report.value.updated : 0
  return (
    <section aria-labelledby="import">
      <h2 id="import">{title}</h2>
      <ListField text={list.value} onText={take} onFile={(file) => void read(file)} />
      {trouble.value && <TroubleNote trouble={trouble.value} />}
      {report.value && <ReportShown report={report.value} />}
      <p class="tool-line">
        <button
          type="button"
          class={report.value ? '' : 'primary'}
          disabled={isBusy.value || list.value.trim() === ''}
          onClick={() => void send(true)}
        >
          {look}
        </button>
        {report.value && (
          <button
            type="button"
            class="primary"
            disabled={isBusy.value || coming === 0}
            onClick={() => void send(false)}
          >
            {bring(figure(coming))}
          </button>
        )}
      </p>
    </section>
  )
}

type ListFieldProps = { text: string; onText: (text: string) => void; onFile: (file: File) => void }

function ListField({ text, onText, onFile }: ListFieldProps) {
  const { paste, list, file } = collectionWords
  return (
    <>
      <p class="dim">{paste}</p>
      <textarea
        aria-label={list}
        value={text}
        spellcheck={false}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const dropped = event.dataTransfer?.files[0]
          if (!dropped) return
          event.preventDefault()
          onFile(dropped)
        }}
      />
      <label class="field">
        {file}
        <input
          type="file"
          accept=".csv,.tsv,.json,.txt,text/csv,application/json"
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0]
            if (chosen) onFile(chosen)
            // The same file can be chosen again, when it has been changed.
            currentTarget.value = ''
          }}
        />
      </label>
    </>
  )
}
