import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'

const DIRECTORY = new URL('../migrations/', import.meta.url)

/** A migration: its file name and its SQL. */
export type Migration = { name: string; script: string }

/** One connection for migrating; `script` runs several statements. */
export type MigrationConnection = {
  script: (text: string) => Promise<unknown>
  query: <Row>(text: string, params: readonly unknown[]) => Promise<Row[]>
}

/** Returns every migration of this release, in order. A file is never edited once it has landed. */
export const listMigrations = (): Migration[] =>
  readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, script: readFileSync(new URL(name, DIRECTORY), 'utf8') }))

/** Returns a fingerprint of the schema of this release, made from all its migrations. */
export function schemaFingerprint(): string {
  const hash = createHash('sha256')
  for (const { name, script } of listMigrations()) hash.update(name).update(script)
  return hash.digest('hex').slice(0, 16)
}

/**
 * Returns the names of the migrations that a store lacks.
 *
 * @throws {Failure} `schema_mismatch` if it has one that this release does not know
 */
export async function pendingMigrations(connection: MigrationConnection): Promise<string[]> {
  const known = listMigrations().map((migration) => migration.name)
  const [table] = await connection.query<{ name: string | null }>(
    "select to_regclass('schema_migration')::text as name",
    [],
  )
  if (!table?.name) return known
  const applied = await connection.query<{ name: string }>('select name from schema_migration', [])
  const names = new Set(applied.map((row) => row.name))
  const foreign = [...names].filter((name) => !known.includes(name))
  if (foreign.length > 0) throw newerSchema(foreign)
  return known.filter((name) => !names.has(name))
}

const MIGRATION_TABLE =
  'create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())'

const noted = (name: string, script: string): string =>
  `${script}\n;insert into schema_migration (name) values ('${name}')`

const newerSchema = (foreign: readonly string[]) =>
  new Failure(
    'schema_mismatch',
    `The database has migrations that this release does not know (${foreign.join(', ')}): run the release that made them, or a newer one.`,
  )

const FIRST = '0001_catalogue.sql'
/** Codes of a user who may not create an extension, and of a server that does not have it. */
const NO_EXTENSION = ['42501', '0A000', '58P01']

/** Creates the extensions that the first migration needs. @throws {Failure} `store_refused` if they are missing and cannot be created */
async function createExtensions(connection: MigrationConnection): Promise<void> {
  try {
    await connection.script('create extension if not exists vector; create extension if not exists pg_trgm')
  } catch (error) {
    if (!NO_EXTENSION.includes(errorCode(error))) throw error
    throw new Failure(
      'store_refused',
      'The database lacks the extensions vector and pg_trgm, and this user may not create them or the server does not have them: install pgvector, then let a superuser run in this database: create extension vector; create extension pg_trgm;',
      { cause: error },
    )
  }
}

/**
 * Applies the missing migrations, each in its own transaction, grants the role of the service its rights, and returns their names.
 *
 * Safe to run at the same time in several processes, and to kill: the connection holds an advisory lock all the while.
 */
export async function applyMigrations(connection: MigrationConnection): Promise<string[]> {
  await connection.query("select pg_advisory_lock(hashtextextended('vestimlib.migrate', 0))::text", [])
  try {
    await connection.script(MIGRATION_TABLE)
    const pending = await pendingMigrations(connection)
    if (pending.includes(FIRST)) await createExtensions(connection)
    for (const { name, script } of listMigrations().filter((migration) => pending.includes(migration.name)))
      await connection.script(`begin;\n${noted(name, script)};\ncommit;`)
    await grantServiceRights(connection)
    return pending
  } catch (error) {
    // Without it, the next statement fails, with an error that hides this one.
    await connection.script('rollback')
    throw error
  } finally {
    await connection.query("select pg_advisory_unlock(hashtextextended('vestimlib.migrate', 0))", [])
  }
}

/** Grants the role of the service its rights, if the database has that role. */
export async function grantServiceRights(connection: Pick<MigrationConnection, 'query'>): Promise<void> {
  await connection.query('select grant_service_rights()', [])
}

/**
 * Applies the missing migrations that `isWanted` names, in the transaction that `tx` runs in.
 *
 * @throws {Failure} `schema_mismatch` if the store has a migration that this release does not know
 */
export async function migrateWithin(tx: MigrationConnection, isWanted: (name: string) => boolean): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('vestimlib.migrate', 0))::text", [])
  await tx.script(MIGRATION_TABLE)
  const pending = await pendingMigrations(tx)
  if (pending.includes(FIRST)) await createExtensions(tx)
  for (const { name, script } of listMigrations())
    if (pending.includes(name) && isWanted(name)) await tx.script(noted(name, script))
}
