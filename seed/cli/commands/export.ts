import { extname } from 'node:path'
import type { ExportCounts } from '#catalogue/export/exported-game'
import { EXPORT_FORMATS, type ExportFormat } from '#catalogue/export/formats'
import { type TakeBytes, writeExport } from '#db/export/write'
import { Failure } from '#lib/errors'
import { interrupted } from '#lib/interrupt'
import { type CommandContext, withStores } from '../context'
import { type ExportFilters, exportCriteria } from '../export-filters'
import { writeWholeFile } from '../whole-file'

export type ExportOptions = ExportFilters & { format?: string }

const STANDARD_OUTPUT = '-'

/**
 * Writes the games that pass the filters to a file, or to standard output for `-`. A file has its name only once it is complete.
 *
 * @throws {Failure} `usage` for an unknown format or word, or a file that cannot be written; `interrupted`
 */
export const exportCommand = (context: CommandContext, path: string, options: ExportOptions): Promise<void> =>
  withStores(context, async ({ db, exportDb }) => {
    const request = { format: formatFor(path, options.format), criteria: await exportCriteria(db, options) }
    const write = (take: TakeBytes) =>
      writeExport(exportDb, request, async (bytes) => {
        if (context.signal.aborted) throw interrupted()
        await take(bytes)
      })
    const counts = path === STANDARD_OUTPUT ? await write(context.outBytes) : await writeWholeFile(path, write)
    context.note(reportOf(counts))
  })

/** Returns the format that is asked for, else that of the ending of the file; NDJSON for standard output. */
function formatFor(path: string, asked: string | undefined): ExportFormat {
  const ending = extname(path).slice(1).toLowerCase()
  const wanted = asked ?? (path === STANDARD_OUTPUT ? 'ndjson' : ending)
  const formats = Object.keys(EXPORT_FORMATS) as ExportFormat[] // safe: these are its members
  const format = formats.find((each) => each === wanted)
  if (format) return format
  throw new Failure('usage', `The format is unknown: name the file *.${formats.join(', *.')}, or add --format.`)
}

function reportOf({ count, replaced, null: left, omitted }: ExportCounts): string {
  const restricted = `${replaced} values of sources that may not be redistributed were replaced, ${left} left out`
  return `${count} games exported; ${restricted}; ${omitted} games without a title that may be redistributed left out`
}
