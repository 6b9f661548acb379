import { useState } from 'preact/hooks'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { figure } from '../../state/language'
import { tell } from '../../state/notices'
import { saveAnswer } from '../../state/raw'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { type CollectionData, collectionApi, collectionPath } from './collection-api'
import { collectionWords } from './collection-words'

type CollectionToolsProps = { shown: CollectionData; onMade: (name: string) => void }

/** Saves or deletes a collection, and makes others. */
export function CollectionTools({ shown: { name, builtIn }, onMade }: CollectionToolsProps) {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const { save, remove, removed } = collectionWords
  const saveAs = async (type: string, ending: string) =>
    setTrouble((await saveAnswer(`${collectionPath(name)}/export`, type, `${name}.${ending}`)).trouble)
  const drop = async () => {
    const { data, trouble: failed } = await outcomeOf(collectionApi(name).delete())
    setTrouble(failed)
    if (!data) return
    tell({ text: removed(figure(data.items)) })
    onMade('')
  }
  return (
    <>
      {trouble && <TroubleNote trouble={trouble} />}
      <div class="tool-line">
        <span class="dim">{save}</span>
        <button type="button" onClick={() => void saveAs('text/csv', 'csv')}>
          CSV
        </button>
        <button type="button" onClick={() => void saveAs('application/json', 'json')}>
          JSON
        </button>
        {!builtIn && (
          <button type="button" class="danger" onClick={() => void drop()}>
            {remove}
          </button>
        )}
      </div>
      <NewCollection onMade={onMade} />
    </>
  )
}

function NewCollection({ onMade }: { onMade: (name: string) => void }) {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const { newName, make } = collectionWords
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    const { data, trouble: failed } = await outcomeOf(api.me.collections.post({ name }))
    setTrouble(failed)
    if (data) onMade(data.name)
  }
  return (
    <form class="tool-line" onSubmit={(event) => void send(event)}>
      <input
        name="name"
        aria-label={newName}
        placeholder={newName}
        required
        maxLength={60}
        pattern="[^\/\\]+"
        autocomplete="off"
      />
      <button type="submit">{make}</button>
      {trouble && <TroubleNote trouble={trouble} />}
    </form>
  )
}
