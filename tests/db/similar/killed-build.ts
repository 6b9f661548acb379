import { openPostgres } from '#db/postgres/server'
import { refreshGraph } from '#db/similar/graph'

const [databaseUrl = ''] = process.argv.slice(2)

await using database = await openPostgres(databaseUrl)
await refreshGraph(database, 100)
