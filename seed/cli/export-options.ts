import type { Command } from 'commander'
import { type ExportOptions, exportCommand } from './commands/export'
import type { CommandContext } from './context'
import { criticsScore, firstMoment, wholeNumber } from './option-values'

/** Adds the command `export` with its filters. */
export function describeExport(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .argument('<file>', 'file to write, or - for standard output')
    .option('--format <format>', 'ndjson, csv or parquet (default: by the ending of the file; ndjson for -)')
    .description('export the games of the catalogue that may be redistributed, with the filters of GET /v1/games')
  for (const kind of ['platform', 'genre', 'company'])
    command
      .option(`--${kind} <words>`, `any of these, separated by commas`)
      .option(`--${kind}-all <words>`, 'all of these')
      .option(`--${kind}-not <words>`, 'none of these')
  command
    .option('--source <slugs>', 'with a record of any of these sources')
    .option('--redistributable', 'with a record of a source whose values may be redistributed')
    .option('--disputed', 'about which sources disagree')
    .option('--kind <kinds>', 'of any of these kinds: game, dlc, ...')
    .option('--year-from <year>', 'first released in this year or later', wholeNumber)
    .option('--year-to <year>', 'first released in this year or earlier', wholeNumber)
    .option('--score-min <score>', "lowest critics' score, 0 to 100", criticsScore)
    .option('--score-max <score>', "highest critics' score, 0 to 100, without decimals", criticsScore)
    .option('--updated-since <day>', 'changed on this day or later (UTC)', firstMoment('--updated-since'))
    .action((file: string, options: ExportOptions) => exportCommand(context, file, options))
}
