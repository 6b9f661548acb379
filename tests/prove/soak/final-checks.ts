import { type SQL, sql } from 'drizzle-orm'
import { openPostgres } from '#db/postgres/server'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { readLedger } from '#db/privacy/ledger-file'
import { type Db, rowsOf } from '#db/stores'
import { type Part, part } from '../faults/scenario'
import { askService } from '../load/client'
import type { ExportedFacts } from './facts'
import type { Person, SoakLoad } from './load'
import { askAs, signIn } from './person'

const TRIES = 20
const TRY_AGAIN_MS = 500
const REFUSED = 401

/** Where the service keeps its data: the database, and the directory of the file of erasures. */
export type Kept = { url: string; dataDir: string }

/** Compares what was acknowledged to people with what the service has once all is quiet. Returns each promise with its figure. */
export async function checkKept(load: SoakLoad, kept: Kept): Promise<Part[]> {
  const { all, surprises } = load.people
  const [there, gone] = [
    all.filter(({ isThere }) => !isThere.has(false)),
    all.filter(({ isThere }) => !isThere.has(true)),
  ]
  const faults: string[] = []
  for (const person of there) faults.push(...(await faultsOf(load, person)))
  const back: string[] = []
  for (const person of gone) back.push(...(await tracesAsked(load, person)))
  back.push(...(await tracesKept(gone, kept)))
  const collections = there.flatMap((person) => [...person.collections.values()])
  const items = collections.reduce((sum, collection) => sum + collection.size(), 0)
  const keys = there.reduce((sum, person) => sum + keysOf(person, true).length, 0)
  return [
    part(
      faults.length === 0 && there.length > 0 && items > 0 && keys > 0,
      `of ${there.length} accounts, ${keys} keys and ${items} items of ${collections.length} collections ${faults.length} are lost or wrong${tell(faults)}`,
    ),
    part(back.length === 0 && gone.length > 0, `${back.length} traces of ${gone.length} erased accounts${tell(back)}`),
    part(surprises.length === 0, `${surprises.length} answers to people that no fault explains${tell(surprises)}`),
  ]
}

const SHOWN = 5
const tell = (faults: readonly string[]): string =>
  faults
    .slice(0, SHOWN)
    .map((fault) => `; ${fault}`)
    .join('')

const keysOf = ({ keys }: Person, isThere: boolean) =>
  [...keys.values()].filter((key) => !key.isThere.has(!isThere)).map(({ key }) => key)

/** Returns what an account that must be there lacks, or has that was removed. */
async function faultsOf(load: SoakLoad, person: Person): Promise<string[]> {
  const status = await untilAnswered(() => signIn(load, person, [200, REFUSED]))
  if (status !== 200) return [`${person.email} cannot sign in: ${status}`]
  const faults: string[] = []
  for (const collection of person.collections.values()) {
    const path = `/v1/me/collections/${encodeURIComponent(collection.name)}/export`
    const answer = await askAs(load, person, 'GET', path, { accept: 'application/json' })
    const items: ExportedFacts[] = answer.status === 200 ? JSON.parse(answer.text) : []
    faults.push(...collection.wrong(items).map((fault) => `${person.email}: ${fault}`))
  }
  for (const key of keysOf(person, true)) faults.push(...(await keyFault(load, person, key, 200)))
  return [...faults, ...(await refusalsOf(load, person, keysOf(person, false)))]
}

async function keyFault(load: SoakLoad, { email }: Person, key: string, wanted: number): Promise<string[]> {
  const { status } = await askService(load.current(), '/v1/me', { scope: null, headers: { 'x-api-key': key } })
  return status === wanted ? [] : [`${email}: a key is answered ${status} instead of ${wanted}`]
}

/** Returns the keys, and the refresh tokens of sessions that ended, which are not refused. */
async function refusalsOf(load: SoakLoad, person: Person, keys: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  for (const key of keys) faults.push(...(await keyFault(load, person, key, REFUSED)))
  for (const refreshToken of person.ended) {
    const { status } = await askAs(load, person, 'POST', '/v1/auth/refresh', {
      body: { refreshToken },
      authorization: {},
      expects: [200, REFUSED],
    })
    if (status !== REFUSED) faults.push(`${person.email}: an ended session is answered ${status}`)
  }
  return faults
}

/** Returns what an erased account can still do. */
async function tracesAsked(load: SoakLoad, person: Person): Promise<string[]> {
  const status = await untilAnswered(() => signIn(load, person, [200, REFUSED]))
  const keys = [...person.keys.values()].map(({ key }) => key)
  const faults = await refusalsOf(load, person, keys)
  return status === REFUSED ? faults : [...faults, `${person.email} signs in: ${status}`]
}

/** Repeats a request while the service asks to. */
async function untilAnswered(ask: () => Promise<number>): Promise<number> {
  let status = 0
  for (let turn = 0; turn < TRIES; turn++) {
    status = await ask()
    if (status !== 0 && status !== 429 && status < 500) return status
    await Bun.sleep(TRY_AGAIN_MS)
  }
  return status
}

/** Returns the rows of the database that name an erased account, security events by its id aside, and the erasures that are not in the file. */
async function tracesKept(gone: readonly Person[], { url, dataDir }: Kept): Promise<string[]> {
  await using database = await openPostgres(url)
  const { db } = database
  const [rows, key] = [
    await rowsNaming(
      db,
      gone.flatMap(({ id, email }) => [id, email]),
    ),
    await erasureKeyOf(db),
  ]
  const written = new Set((await readLedger(dataDir))?.lines.map(({ subject }) => subject))
  return [
    ...rows.map(({ table, text }) => `a row of ${table} has ${text}`),
    ...gone.filter(({ id }) => !written.has(key.subjectOf(id))).map(({ email }) => `${email} is not in the ledger`),
  ]
}

type Named = { table: string; text: string }

async function rowsNaming(db: Db, texts: readonly string[]): Promise<Named[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  const wanted = sql`jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb)`
  const found: Named[] = []
  for (const { name } of tables) found.push(...(await rowsOf<Named>(db, namingIn(name, wanted))))
  // Security events stay for 12 months, with the id of an account that names nobody any more.
  return found.filter(({ table, text }) => table !== 'audit_log' || text.includes('@'))
}

const namingIn = (name: string, texts: SQL): SQL => sql`
  select ${name}::text as table, text from ${sql.identifier(name)} t, ${texts} text where position(text in t::text) > 0 limit 5`
