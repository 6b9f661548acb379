import { saveFile } from './csv'
import { fetchSigned } from './session'
import { type Outcome, outcomeOf } from './trouble'

/** Sends a request whose body or answer is no JSON of the typed client: a list that is imported, a file that is saved. */
export function sendRaw(path: string, init: RequestInit): Promise<Outcome<Response>> {
  const call = fetchSigned(path, init).then(async (response) => {
    if (response.ok) return { data: response, error: null }
    const value: unknown = await response.json().catch(() => null)
    return { data: null, error: { status: response.status, value }, headers: response.headers }
  })
  return outcomeOf(call)
}

/** Time after which a file has been handed to the browser. */
const KEPT_MS = 60_000

/** Saves the answer of a request as a file. */
export async function saveAnswer(path: string, accept: string, name: string): Promise<Outcome<unknown>> {
  const { data, trouble } = await sendRaw(path, { headers: { accept } })
  if (!data) return { trouble }
  const url = URL.createObjectURL(await data.blob())
  saveFile(name, url)
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  return { data: undefined }
}
