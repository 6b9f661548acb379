import type { Dependencies } from '#src/dependencies'
import { refuseUnparsed } from '#src/http/json-body'
import { parseJson } from '#src/http/json-text'
import { type RefusalContext, refuseRequest } from '#src/http/problem'
import { extendGames, readExtension } from './extend'
import { reconcileManifest } from './manifest'
import type { ReconcileAnswer, ReconcileFields } from './model'
import { readQueries } from './queries'
import { reconcile } from './service'

/** Returns the function that answers the fields of a query or a form. A query without any asks for the manifest. */
export function createReconciler(dependencies: Dependencies) {
  const base = dependencies.config.publicUrl?.replace(/(?<!\/)\/+$/, '')
  return async (to: RefusalContext, { queries, extend }: ReconcileFields, { url, method }: Request) => {
    const isAlone = (queries === undefined) !== (extend === undefined)
    if (!isAlone && (queries !== undefined || method === 'POST'))
      return refuseRequest(to, 'invalid_request', 'Send either `queries` or `extend`.')
    if (queries !== undefined) return await answered(to, queries, readQueries, (read) => reconcile(dependencies, read))
    if (extend !== undefined)
      return await answered(to, extend, readExtension, (read) => extendGames(dependencies, read))
    return reconcileManifest(base ?? new URL(url).origin)
  }
}

/** Parses a JSON text, reads its value, which may be wrong, and answers it. */
async function answered<Read extends object>(
  to: RefusalContext,
  text: string,
  read: (value: unknown) => Read | string,
  answer: (value: Read) => Promise<ReconcileAnswer>,
) {
  const parsed = parseJson(Buffer.from(text), { isStored: false })
  if (!parsed.ok) return refuseUnparsed(to, parsed, 'The value of `queries` or `extend`')
  const value = read(parsed.value)
  return typeof value === 'string' ? refuseRequest(to, 'invalid_request', value) : await answer(value)
}
