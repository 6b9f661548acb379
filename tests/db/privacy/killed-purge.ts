import { connect } from '#db/connect'
import { purgeExpired } from '#db/privacy/purge'
import type { Db } from '#db/stores'

const [databaseUrl = '', dataDir = '', days = '', point = ''] = process.argv.slice(2)

/** Returns a database of which the process dies at its Nth statement outside of a transaction, or its Nth transaction, before the commit. */
function mortal(db: Db): Db {
  let steps = 0
  const mayDie = () => {
    steps++
    if (String(steps) === point) process.kill(process.pid, 'SIGKILL')
  }
  return new Proxy(db, {
    get: (target, name, receiver) => {
      if (name === 'execute')
        return async (statement: Parameters<Db['execute']>[0]) => {
          const done = await target.execute(statement)
          mayDie()
          return done
        }
      if (name === 'transaction')
        return (work: (tx: Db) => Promise<unknown>) =>
          target.transaction(async (tx) => {
            const done = await work(tx)
            mayDie()
            return done
          })
      return Reflect.get(target, name, receiver)
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
const now = new Date(Date.now() + Number(days) * 86_400_000)
const mortalStores = { batchDb: mortal(stores.batchDb), exclusively: stores.exclusively }
await purgeExpired(mortalStores, { now, dataDir, signal: new AbortController().signal })
process.stdout.write('purged')
