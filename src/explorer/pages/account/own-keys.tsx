import { useState } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { CopyButton } from '../../parts/copy-button'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { timeInWords } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { tell } from '../../state/notices'
import { scopes } from '../../state/session'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { accountWords } from './words'

const KEY_SCOPES = ['read', 'self', 'export', 'curate', 'admin'] as const
const USUAL_DAYS = 90

/** Keys by which programs act for the account. */
export function OwnKeys() {
  const { keys, noKeys, keyGone } = accountWords
  const [made, setMade] = useState<string | undefined>(undefined)
  const { data, trouble, again } = useLoaded('keys', (signal) =>
    outcomeOf(api.me.keys.get({ query: {}, fetch: { signal } })),
  )
  const remove = async (id: string) => {
    const outcome = await outcomeOf(api.me.keys({ id }).delete())
    if (outcome.data) tell({ text: keyGone })
    again()
  }
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{keys}</h2>
      {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
      {!data && !trouble && <Bones height={58} />}
      {data?.items.length === 0 && <p class="dim">{noKeys}</p>}
      <ul class="own-list">
        {(data?.items ?? []).map((key) => (
          <KeyLine key={key.id} shown={key} onRemove={() => void remove(key.id)} />
        ))}
      </ul>
      {made && <NewKey text={made} />}
      <KeyForm
        onMade={(text) => {
          setMade(text)
          again()
        }}
      />
    </section>
  )
}

type KeyData = NonNullable<Awaited<ReturnType<typeof api.me.keys.get>>['data']>['items'][number]

function KeyLine({ shown, onRemove }: { shown: KeyData; onRemove: () => void }) {
  const { ends, used, never, remove, removeOf } = accountWords
  const { name, scopes: may, expiresAt, usedAt } = shown
  return (
    <li>
      <span>
        {name} <code>{may.join(' ')}</code>
        <small>
          {ends(timeInWords(expiresAt))}, {usedAt ? used(timeInWords(usedAt)) : never}
        </small>
      </span>
      <button type="button" class="danger" aria-label={removeOf(name)} onClick={onRemove}>
        {remove}
      </button>
    </li>
  )
}

const NewKey = ({ text }: { text: string }) => (
  <div class="note" role="status">
    <p>{accountWords.keyOnce}</p>
    <p>
      <code class="new-key">{text}</code> <CopyButton label={accountWords.copy} text={() => text} />
    </p>
  </div>
)

function KeyForm({ onMade }: { onMade: (key: string) => void }) {
  const { keyName, scopes: may, days, makeKey } = accountWords
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const given = new FormData(form)
    const chosen = KEY_SCOPES.filter((scope) => given.getAll('scope').includes(scope))
    const body = { name: String(given.get('name')).trim(), scopes: chosen, days: Number(given.get('days')) }
    const { data, trouble: failed } = await outcomeOf(api.me.keys.post(body))
    setTrouble(failed)
    if (!data) return
    form.reset()
    onMade(data.key)
  }
  return (
    <form class="form" onSubmit={(event) => void send(event)}>
      <label class="field">
        {keyName}
        <input name="name" required maxLength={100} autocomplete="off" />
      </label>
      <fieldset class="key-scopes">
        <legend>{may}</legend>
        {KEY_SCOPES.filter((scope) => scopes.value.has(scope)).map((scope) => (
          <label key={scope} class="switch">
            <input type="checkbox" name="scope" value={scope} defaultChecked={scope === 'read'} />
            {scope}
          </label>
        ))}
      </fieldset>
      <label class="field">
        {days}
        <input name="days" type="number" min={1} max={365} defaultValue={String(USUAL_DAYS)} required />
      </label>
      {trouble && <TroubleNote trouble={trouble} />}
      <button type="submit">{makeKey}</button>
    </form>
  )
}
