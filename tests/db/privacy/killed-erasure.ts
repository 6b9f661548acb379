import { connect } from '#db/connect'
import { eraseAccount } from '#db/privacy/erase'
import type { Db } from '#db/stores'

const [databaseUrl = '', dataDir = '', accountId = '', point = ''] = process.argv.slice(2)

const die = () => process.kill(process.pid, 'SIGKILL')

/** Returns a database of which the process dies after its Nth statement in a transaction, before the commit (`end`) or after it. */
function mortal(db: Db): Db {
  let statements = 0
  const dying = (tx: Db): Db =>
    new Proxy(tx, {
      get: (target, name, receiver) => {
        if (name !== 'execute') return Reflect.get(target, name, receiver)
        return async (statement: Parameters<Db['execute']>[0]) => {
          const done = await target.execute(statement)
          statements++
          if (String(statements) === point) die()
          return done
        }
      },
    })
  return new Proxy(db, {
    get: (target, name, receiver) => {
      if (name !== 'transaction') return Reflect.get(target, name, receiver)
      return async (work: (tx: Db) => Promise<unknown>) => {
        const done = await target.transaction(async (tx) => {
          const result = await work(dying(tx))
          if (point === 'end') die()
          return result
        })
        if (point === 'committed') die()
        return done
      }
    },
  })
}

await using stores = await connect({
  databaseUrl: databaseUrl || undefined,
  dataDir,
  elasticsearchUrl: undefined,
  elasticsearchApiKey: undefined,
  elasticsearchCaFile: undefined,
  elasticsearchIndex: '',
})
const outcome = await eraseAccount(mortal(stores.db), { accountId, by: 'person', dataDir })
process.stdout.write(typeof outcome === 'string' ? outcome : 'erased')
