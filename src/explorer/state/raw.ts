import { saveFile } from './files'
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

/** Saves the answer of a request as a file. */
export async function saveAnswer(path: string, accept: string, name: string): Promise<Outcome<unknown>> {
  const { data, trouble } = await sendRaw(path, { headers: { accept } })
  if (!data) return { trouble }
  saveFile(name, await data.blob())
  return { data: undefined }
}
