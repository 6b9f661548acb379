import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { timeInWords } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { tell } from '../../state/notices'
import { outcomeOf } from '../../state/trouble'
import { MyData } from './my-data'
import { OwnKeys } from './own-keys'
import { PasswordForm } from './password-form'
import { accountWords } from './words'

/** Sign-ins and keys of the account, and its password. */
export const AccessPart = ({ email }: { email: string }) => (
  <>
    <SessionList />
    <OwnKeys />
    <PasswordForm email={email} />
    <MyData />
  </>
)

function SessionList() {
  const { sessions, started, used, current, end, endOf, ended, unknownAgent } = accountWords
  const { data, trouble, again } = useLoaded('sessions', (signal) =>
    outcomeOf(api.me.sessions.get({ query: {}, fetch: { signal } })),
  )
  const endSession = async (id: string) => {
    const outcome = await outcomeOf(api.me.sessions({ id }).delete())
    if (outcome.data) tell({ text: ended })
    again()
  }
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{sessions}</h2>
      {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
      {!data && !trouble && <Bones count={2} height={58} />}
      <ul class="own-list">
        {(data?.items ?? []).map((one) => (
          <li key={one.id}>
            <span>
              <span class="one-line">{one.agent ?? unknownAgent}</span>
              <small>
                {started(timeInWords(one.startedAt))}, {used(timeInWords(one.usedAt))}
              </small>
            </span>
            {one.current ? (
              <span class="badge">{current}</span>
            ) : (
              <button
                type="button"
                aria-label={endOf(`${one.agent ?? unknownAgent}, ${started(timeInWords(one.startedAt))}`)}
                onClick={() => void endSession(one.id)}
              >
                {end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
