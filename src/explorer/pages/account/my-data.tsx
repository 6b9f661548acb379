import { useState } from 'preact/hooks'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { saveAnswer } from '../../state/raw'
import { signOut } from '../../state/session'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { accountWords } from './words'

/** Saves everything that is kept about a person, or erases the account after the password was given. */
export function MyData() {
  const { myData, saveData, erase, eraseHelp, currentPassword, wrong } = accountWords
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const save = async () => setTrouble((await saveAnswer('/v1/me/export', 'application/json', 'my-data.json')).trouble)
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const password = String(new FormData(event.currentTarget).get('erase'))
    const { data, trouble: failed } = await outcomeOf(api.me.delete({ password }))
    setTrouble(failed)
    if (data) await signOut()
  }
  return (
    <section aria-labelledby="my-data">
      <h2 id="my-data">{myData}</h2>
      <p>
        <button type="button" onClick={() => void save()}>
          {saveData}
        </button>
      </p>
      <form class="form" onSubmit={(event) => void send(event)}>
        <p class="dim">{eraseHelp}</p>
        <label class="field">
          {currentPassword}
          <input name="erase" type="password" autocomplete="current-password" required maxLength={256} />
        </label>
        {trouble?.code === 'wrong_password' ? (
          <p class="note bad" role="alert">
            {wrong}
          </p>
        ) : (
          trouble && <TroubleNote trouble={trouble} />
        )}
        <button type="submit" class="danger">
          {erase}
        </button>
      </form>
    </section>
  )
}
