import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { noteBackup } from '#db/backup/last'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { reportShortcomings } from '#src/commands/shortcomings'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

const ELASTICSEARCH = process.env.TEST_ELASTICSEARCH_URL
const NOW = new Date('2026-11-30T12:00:00Z')
const HTTPS = 'https://games.example.org'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns the warnings of a start, without those that a test is not about. */
async function told(publicUrl: string | undefined = HTTPS, over: Partial<TestStores> = {}) {
  const { log, lines } = createMemoryLog()
  await reportShortcomings({ ...stores, ...over }, { publicUrl }, log, NOW)
  for (const line of lines) expect(line).toMatchObject({ level: 'warn', message: expect.stringMatching(/\.$/) })
  return lines.map(({ code, hours }) => (hours === undefined ? code : [code, hours]))
}

const before = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

describe('what a start warns of', () => {
  test('an address without TLS', async () => {
    expect(await told(HTTPS)).not.toContain('address_not_encrypted')
    expect(await told('http://games.example.org')).toContain('address_not_encrypted')
    const { log, lines } = createMemoryLog()
    await reportShortcomings(stores, { publicUrl: undefined }, log, NOW)
    expect(lines[0]).toMatchObject({ code: 'address_not_encrypted' })
  })

  test('a backup that is missing, or older than 26 hours', async () => {
    expect(await told()).toContain('backup_missing')
    await noteBackup(stores.db, before(30.5))
    expect(await told()).toContainEqual(['backup_old', 30])
    await noteBackup(stores.db, before(26))
    expect(await told()).toContainEqual(['backup_old', 26])
    await noteBackup(stores.db, before(25.9))
    expect((await told()).flat().filter((code) => String(code).startsWith('backup'))).toEqual([])
  })

  test('one role of Postgres for everything, on a server', async () => {
    expect((await told()).includes('rights_not_separated')).toBe(stores.mode === 'real')
  })

  test('no Elasticsearch', async () => {
    expect(await told()).toContain('index_missing')
  })

  test.skipIf(!ELASTICSEARCH)('an Elasticsearch without our index (needs TEST_ELASTICSEARCH_URL)', async () => {
    const client = createElasticsearchClient({ url: ELASTICSEARCH ?? '' })
    expect(await told(HTTPS, { elasticsearch: { client, alias: 'vestim-test-none' } })).toContain('index_missing')
    await client.close()
  })

  test('not what a store that is away knows', async () => {
    const client = createElasticsearchClient({ url: 'http://127.0.0.1:9' })
    const dead = await createTestStores({ isKept: false })
    await dead[Symbol.asyncDispose]()
    expect(await told(HTTPS, { db: dead.db, elasticsearch: { client, alias: 'games' } })).toEqual([])
    await client.close()
  })
})
