import { saveFile } from './files'
import { fetchSigned } from './session'
import { type Outcome, outcomeOf } from './trouble'

/** Sends a request whose body or answer is no JSON of the typed client: a list that is imported, a file that is saved. `read` reads an answer. */
export function sendRaw<T>(
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<NonNullable<T>>> {
  const call = fetchSigned(path, init).then(async (response) => {
    if (response.ok) return { data: await read(response), error: null }
    const value: unknown = await response.json().catch(() => null)
    return { data: null, error: { status: response.status, value }, headers: response.headers }
  })
  return outcomeOf(call)
}

/** Saves the answer of a request as a file. */
export async function saveAnswer(path: string, accept: string, name: string): Promise<Outcome<unknown>> {
  const { data, trouble } = await sendRaw(path, { headers: { accept } }, (response) => response.blob())
  if (!data) return { trouble }
  saveFile(name, data)
  return { data: undefined }
}
