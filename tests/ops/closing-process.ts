import { sql } from 'drizzle-orm'
import { createPostgres } from '#db/postgres/server'

// Started as a separate process by frozen-copy.test.ts, which proves that it ends.
const database = createPostgres(process.argv[2] ?? '', 'serve')
const ask = () => database.db.execute(sql`select 1`)
await Promise.all([ask(), ask(), database.bulk((tx) => tx.query('select 1', [])), database.exclusively('a', ask)])
process.stdout.write('open\n')
for await (const _ of Bun.stdin.stream()) break
const refused = await Promise.allSettled([ask(), ask(), ask(), ask()])
await database[Symbol.asyncDispose]()
process.stdout.write(`${refused.filter(({ status }) => status === 'rejected').length} refused\n`)
