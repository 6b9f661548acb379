import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { Failure } from '#lib/errors'

const PRODUCT = 'vestimlib'
const FORMAT = 1

/** Names are part of statements and of paths, so they are checked before they are used. */
const Name = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,62}$/))
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Digits = v.pipe(v.string(), v.regex(/^-?\d{1,40}$/))

const Content = v.strictObject({
  /** Release that made the backup. */
  release: v.string(),
  takenAt: v.string(),
  /** Every migration that the database had, in order. */
  schema: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Number of the last change in the feed; 0 before the first one. */
  feedPosition: Whole,
  contentHash: Hash,
  /** `sum` is the sum of the hashes of the rows; `bytes` and `sha256` are those of the file. */
  tables: v.array(
    v.strictObject({ name: Name, columns: v.array(Name), rows: Whole, sum: Digits, bytes: Whole, sha256: Hash }),
  ),
  lastNumbers: v.array(v.strictObject({ table: Name, column: Name, last: v.nullable(Digits) })),
})

/** The contents of a backup, as its manifest lists them. */
export type BackupContent = v.InferOutput<typeof Content>

const Signed = v.object({ product: v.literal(PRODUCT), format: v.literal(FORMAT), content: Content, hash: Hash })

/** Returns the manifest of a backup as text. It contains its own hash, so that a damaged one is recognized. */
export function writeManifest(content: BackupContent): string {
  const signed = { product: PRODUCT, format: FORMAT, content, hash: hashOf(content) }
  return `${JSON.stringify(signed, null, 2)}\n`
}

/** Returns what the manifest of a backup lists. @throws {Failure} `backup_refused` */
export function readManifest(text: string): BackupContent {
  const parsed = parse(text)
  if (parsed?.product !== PRODUCT)
    throw refused('The folder holds no backup of VestimLib: its manifest.json is of another product, or damaged.')
  if (typeof parsed.format === 'number' && parsed.format > FORMAT)
    throw refused('The backup was made by a newer release: restore it with that release, or a newer one.')
  const checked = v.safeParse(Signed, parsed)
  if (!checked.success || checked.output.hash !== hashOf(checked.output.content)) throw editedBackup('manifest.json')
  return checked.output.content
}

/** Returns the failure of a backup of which a file is not as it was written. */
export const editedBackup = (file: string): Failure =>
  refused(`The backup is damaged: ${file} is not as it was written. Copy the folder again, or restore another backup.`)

const refused = (message: string): Failure => new Failure('backup_refused', message)

const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined // safe: an object has members
  } catch {
    return undefined
  }
}
