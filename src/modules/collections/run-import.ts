import type { Db } from '#db/stores'
import type { Dependencies } from '#src/dependencies'
import { LIMITS } from '#src/http/limits'
import { type RefusalContext, refuseRequest } from '#src/http/problem'
import { refuseCollection, refuseFullCollection } from './answers'
import type { AskedList } from './asked-list'
import { type GivenList, isListRefusal, type ListRefusal } from './given-list'
import { importList } from './import'
import { ownCollection, writableCollection } from './service'

/** Runs an import, and returns its report or refusal. */
export type RunImport = ReturnType<typeof createImports>

/** Returns the function that runs imports, one at once for each account, and two at once in all. */
export function createImports({ stores: { db } }: Pick<Dependencies, 'stores'>) {
  const running = new Set<string>()
  return async (asked: AskedList, readList: () => Promise<GivenList | ListRefusal>) => {
    const { to, owner } = asked
    if (running.has(owner.id)) return refuseSecond(to)
    if (running.size >= LIMITS.importsAtOnce) return refuseBusyImports(to)
    running.add(owner.id)
    try {
      const list = await readList()
      return isListRefusal(list) ? refuseList(to, list) : await importInto(db, asked, list)
    } finally {
      running.delete(owner.id)
    }
  }
}

async function importInto(db: Db, { to, owner, name, isDryRun, request }: AskedList, list: GivenList) {
  const find = isDryRun ? ownCollection : writableCollection
  const known = await find(db, owner.id, name)
  if (!known) return refuseCollection(to)
  const found = known === 'empty' ? undefined : known
  const report = await importList(db, { accountId: owner.id, found, list, isDryRun, signal: request.signal })
  if (report === 'full') return refuseFullCollection(to)
  return report === 'gone' ? refuseCollection(to) : report
}

function refuseSecond(to: RefusalContext) {
  to.set.headers['retry-after'] = '5'
  return refuseRequest(to, 'too_many_requests', 'An import of yours is running: try again when it has ended.')
}

function refuseBusyImports(to: RefusalContext) {
  to.set.headers['retry-after'] = '5'
  return refuseRequest(to, 'overloaded', 'Imports of others are running: try again when one of them has ended.')
}

const refuseList = (to: RefusalContext, refusal: ListRefusal) =>
  refuseRequest(to, 'invalid_request', `${refusal.name ?? 'The list'}: it takes ${refusal.expected}.`, [refusal])
