import { useState } from 'preact/hooks'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { accountWords } from './words'

/** Form by which a person changes the password. */
export function PasswordForm({ email }: { email: string }) {
  const { password, currentPassword, newPassword, change, changed } = accountWords
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const given = new FormData(form)
    const body = { current: String(given.get('current')), password: String(given.get('password')) }
    const { data, trouble: failed } = await outcomeOf(api.me.password.put(body))
    setTrouble(failed)
    if (!data) return
    form.reset()
    tell({ text: changed })
  }
  return (
    <section aria-labelledby="password">
      <h2 id="password">{password}</h2>
      <form class="form" onSubmit={(event) => void send(event)}>
        <input type="hidden" name="email" value={email} autocomplete="username" />
        <label class="field">
          {currentPassword}
          <input name="current" type="password" autocomplete="current-password" required maxLength={256} />
        </label>
        <label class="field">
          {newPassword}
          <input name="password" type="password" autocomplete="new-password" required minLength={15} maxLength={256} />
        </label>
        {trouble && <PasswordTrouble trouble={trouble} />}
        <button type="submit">{change}</button>
      </form>
    </section>
  )
}

function PasswordTrouble({ trouble }: { trouble: Trouble }) {
  const { wrong, weak } = accountWords
  const said = { wrong_password: wrong, invalid_request: weak }[trouble.code]
  return said ? (
    <p class="note bad" role="alert">
      {said}
    </p>
  ) : (
    <TroubleNote trouble={trouble} />
  )
}
