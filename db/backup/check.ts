import { listMigrations } from '#db/postgres/migrate'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'
import { checkBackupFolder, readManifestText } from './folder'
import { type BackupContent, editedBackup, readManifest } from './manifest'
import { readFileFacts, tableFileName, tablePath } from './table-file'

/**
 * Reads every file of a backup, and returns what it holds.
 *
 * @throws {Failure} `backup_refused` if it is cut off, damaged, edited, of another product or of a newer release, or if others may
 * have changed it
 */
export async function checkBackup(folder: string): Promise<BackupContent> {
  await checkBackupFolder(folder)
  const content = readManifest(await readManifestText(folder))
  refuseNewer(content)
  for (const { name, bytes, sha256 } of content.tables) {
    const found = await readFileFacts(tablePath(folder, name)).catch((error: unknown) => {
      throw unreadable(name, error)
    })
    if (found.bytes !== bytes || found.sha256 !== sha256) throw editedBackup(tableFileName(name))
  }
  return content
}

function refuseNewer({ schema }: BackupContent): void {
  const known = new Set(listMigrations().map(({ name }) => name))
  if (schema.every((name) => known.has(name))) return
  throw new Failure(
    'backup_refused',
    'The backup has a newer schema than this release: restore it with the release that made it, or a newer one.',
  )
}

const unreadable = (table: string, error: unknown): Failure =>
  errorCode(error) === 'ENOENT'
    ? editedBackup(tableFileName(table))
    : new Failure(
        'backup_refused',
        `${tableFileName(table)} cannot be read: check the disk and the owner of the folder.`,
        {
          cause: error,
        },
      )
