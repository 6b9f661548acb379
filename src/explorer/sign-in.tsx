import { useSignal } from '@preact/signals'
import { isGuestWelcome, readAsGuest, signInBrowser, signOutReason } from './state/session'
import { signInWords } from './words/sign-in'

/** The form at which people sign in, with the reason why they have to. */
export function SignIn() {
  const reason = signOutReason.value
  const { title, kept, or, link, guest, reasons } = signInWords
  return (
    <main id="main" class="sign-in">
      <p class="brand">
        <b>Vestim</b>Lib
      </p>
      <h1>{title}</h1>
      {reason ? (
        <p class="note" role="alert">
          {reasons[reason]}
        </p>
      ) : (
        <p class="dim">{kept}</p>
      )}
      <PasswordForm />
      {isGuestWelcome && (
        <button type="button" onClick={readAsGuest}>
          {guest}
        </button>
      )}
      <h2>{or}</h2>
      <p>{link}</p>
      <p>
        <code class="command">bun run token --link</code>
      </p>
    </main>
  )
}

function PasswordForm() {
  const isBusy = useSignal(false)
  const { email, password, enter } = signInWords
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const given = new FormData(event.currentTarget)
    isBusy.value = true
    await signInBrowser({ email: String(given.get('email')).trim(), password: String(given.get('password')) })
    isBusy.value = false
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      <label>
        {email}
        <input name="email" type="email" autocomplete="username" required maxLength={254} />
      </label>
      <label>
        {password}
        <input name="password" type="password" autocomplete="current-password" required maxLength={256} />
      </label>
      <button type="submit" class="primary" disabled={isBusy.value}>
        {enter}
      </button>
    </form>
  )
}
