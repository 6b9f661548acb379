import type { Command } from 'commander'
import { inferCommand } from './commands/infer'
import { type ListOptions, listCommand } from './commands/list'
import { type MinimiseOptions, minimiseCommand } from './commands/minimise'
import type { CommandContext } from './context'

/** The option that names the file in which sources are declared. */
export const CONFIG = ['--config <file>', 'file that declares sources (default: vestimlib.config.json)'] as const
/** Description of the option `--json`. */
export const JSON_LINES = 'one JSON object per line on standard output'

/** Declares the commands about sources. The options of loading may stand before them. */
export function describeSources(program: Command, context: CommandContext): void {
  program
    .command('list')
    .description('sources: kind, licence, what they need, last run')
    .option(...CONFIG)
    .option('--json', JSON_LINES)
    .action((options: ListOptions) => {
      const { config, json } = program.opts<ListOptions>()
      return listCommand(context, { config, json, ...options })
    })
  program
    .command('infer')
    .argument('<file>', 'CSV, NDJSON or JSON: a path, a URL, or - for standard input; Parquet or SQLite: a path')
    .description('draft a source entry for vestimlib.config.json from a sample')
    .action((file: string) => inferCommand(context, file))
  program
    .command('minimise')
    .argument('[source]', 'name of a source; without it, every source that was loaded')
    .option(...CONFIG)
    .option('--quiet', 'show no progress')
    .description('remove the personal fields that earlier releases stored of records and API responses')
    .action((source: string | undefined, options: MinimiseOptions) => {
      const { config, quiet } = program.opts<MinimiseOptions>()
      return minimiseCommand(context, source, { config, quiet, ...options })
    })
}
