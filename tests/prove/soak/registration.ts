import { type Answered, sendJson } from '../load/client'
import { runCommand } from './command'
import type { Person, Session, SoakLoad } from './load'
import { createPerson, PASSWORD, subjectOf } from './person'

/** Makes an account by an invitation, whose code registers it. Returns nothing without a clear answer, or at the limit of a network. */
export async function register(load: SoakLoad, email: string, role: Person['role']): Promise<Person | undefined> {
  const body = { email, role }
  const invited = counted(
    load,
    await sendJson(load.current(), 'POST', '/v1/admin/invitations', body, { scope: 'admin' }),
  )
  if (invited.status !== 200) return undefined
  const code: string = JSON.parse(invited.text).code
  const registration = { email, password: PASSWORD, invitation: code }
  const made = counted(load, await sendJson(load.current(), 'POST', '/v1/auth/register', registration, { scope: null }))
  if (made.status !== 200) return undefined
  const session = JSON.parse(made.text) as Session // safe: the tokens of a new account
  return createPerson(email, role, subjectOf(session.accessToken), session)
}

/** Counts an answer; another one than a success, a limit or a fault of a store is a surprise. */
function counted(load: SoakLoad, answer: Answered): Answered {
  load.onAnswer(answer)
  if (![0, 200, 429, 503].includes(answer.status))
    load.people.surprises.push(`register: ${answer.status} ${answer.text}`)
  return answer
}

/** Makes an account by `bun run account create`. Returns nothing if the command did not end well. */
export async function createByCommand(
  load: SoakLoad,
  email: string,
  role: Person['role'],
): Promise<Person | undefined> {
  const options = ['--email', email, '--role', role, '--password-file', load.people.passwordFile]
  const exit = await runCommand(['account', 'create', ...options], load.environment)
  return exit === 0 ? createPerson(email, role, '', undefined) : undefined
}
