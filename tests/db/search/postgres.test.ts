import { postgresEngine } from '#db/search/postgres/engine'
import type { TestStores } from '#tests/support/stores'
import { searchContract } from './contract'
import { suggestionContract } from './suggestions'
import { unspacedContract } from './unspaced'
import { yearlyContract } from './yearly'

const open = async ({ db }: TestStores) => ({ engine: postgresEngine(db), close: async () => {} })

searchContract('postgres', open)
suggestionContract('postgres', open)
unspacedContract('postgres', open)
yearlyContract('postgres', open)
