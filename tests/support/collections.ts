import type { App } from '#src/app'
import type { Answered, Person } from '#tests/support/accounts'

/** Sends a list to a collection of a person, as it is written, and returns the answer. (Default type: CSV) */
export async function sendList(
  app: App,
  { tokens }: Person,
  address: string,
  list: string | Uint8Array<ArrayBuffer>,
  type = 'text/csv',
): Promise<Answered> {
  const headers = { authorization: `Bearer ${tokens.accessToken}`, 'content-type': type }
  const response = await app.handle(
    new Request(`http://localhost/v1/me/collections/${address}`, { method: 'POST', headers, body: list }),
  )
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
}

/** Returns the export of a collection of a person as text. */
export async function exportOf(app: App, { tokens }: Person, name: string, accept = 'text/csv'): Promise<string> {
  const headers = { authorization: `Bearer ${tokens.accessToken}`, accept }
  const response = await app.handle(new Request(`http://localhost/v1/me/collections/${name}/export`, { headers }))
  if (response.status !== 200) throw new Error(`export: ${response.status}`)
  return response.text()
}
