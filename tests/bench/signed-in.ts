import { insertAccount } from '#db/account/queries'
import { openPostgres } from '#db/postgres/server'
import { createPasswords } from '#src/account/password-hash'
import type { Contestant } from './contestant'

const PASSWORD = 'three quiet green lamps'

/** Makes an account in the catalogue of a service, signs in, and returns the access token. */
export async function signedIn(databaseUrl: string, { origin }: Contestant): Promise<string> {
  const email = `${crypto.randomUUID()}@example.org`
  {
    await using database = await openPostgres(databaseUrl)
    await insertAccount(database.db, { email, passwordHash: await createPasswords().hash(PASSWORD), role: 'reader' })
  }
  const answer = await fetch(`${origin}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  const { accessToken } = (await answer.json()) as { accessToken?: string } // safe: only its token is read
  if (!accessToken) throw new Error(`the sign-in was answered ${answer.status}`)
  return accessToken
}
