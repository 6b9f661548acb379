import { postgresEngine } from '#db/search/postgres/engine'
import { searchContract } from './contract'

searchContract('postgres', async ({ db }) => ({ engine: postgresEngine(db), close: async () => {} }))
