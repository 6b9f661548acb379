import type { ExportCounts } from '#catalogue/export/exported-game'
import { createExportWriter, type ExportFormat } from '#catalogue/export/formats'
import type { GameCriteria } from '#db/game/criteria'
import type { Db } from '#db/stores'
import { readExport } from './read'

/** The games to export, and the format of the file. */
export type ExportRequest = { criteria: GameCriteria; format: ExportFormat }

/** Takes the next bytes of a file, and resolves when it is ready for more. */
export type TakeBytes = (bytes: Uint8Array) => Promise<void>

/** Writes the games that pass the filters as a file, piece by piece, out of one snapshot. Returns the numbers. */
export async function writeExport(db: Db, { criteria, format }: ExportRequest, take: TakeBytes): Promise<ExportCounts> {
  const writer = await createExportWriter(format)
  const takeSome = async (bytes: Uint8Array) => {
    if (bytes.length > 0) await take(bytes)
  }
  await takeSome(writer.begin())
  const counts = await readExport(db, criteria, (games) => takeSome(writer.write(games)))
  await takeSome(writer.end(counts))
  return counts
}
