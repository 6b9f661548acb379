import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { draftEntry } from '#seed/infer/draft'
import { printConfig } from '#seed/infer/print'
import { readSample } from '#seed/infer/read-sample'
import { SOURCES } from '#seed/sources/index'
import type { CommandContext } from '../context'

/**
 * Prints a draft configuration for a file on standard output, and remarks on what to check on standard error.
 *
 * @throws {Failure} as `inferFile`
 */
export async function inferCommand({ out, note }: Pick<CommandContext, 'out' | 'note'>, from: string): Promise<void> {
  const { config, remarks } = await inferFile(from)
  for (const line of config.split('\n')) out(line)
  for (const remark of remarks) note(remark)
}

/**
 * Drafts a configuration for a file. Returns its JSON and remarks for people.
 *
 * @throws {Failure} as `readSample` and `draftEntry`
 */
export async function inferFile(from: string): Promise<{ config: string; remarks: string[] }> {
  const sample = await readSample(from)
  const { entry, remarks } = draftEntry(sample, nameOf(sample.file), standardVocabulary)
  const { dialect, format, rows } = sample
  const dialectNote = dialect ? ` (${JSON.stringify(dialect.delimiter)}, ${dialect.encoding}, ${dialect.lineEnd})` : ''
  const read = `read: ${format}${dialectNote}, records in the sample: ${rows.length}; of other records only new forms of numbers and dates are seen.`
  return { config: printConfig(entry), remarks: [read, ...remarks] }
}

/** Returns a source name made of the file name up to its first dot; `my-...` if that is taken. At most 40 characters with `my-`. */
function nameOf(file: string): string {
  const [base = ''] = file.toLowerCase().split('.')
  const name =
    base
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 37)
      .replace(/-+$/, '') || 'list'
  const isTaken = SUBCOMMANDS.includes(name) || SOURCES.some((source) => source.name === name)
  return isTaken ? `my-${name}` : name
}
