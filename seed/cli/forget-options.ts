import type { Command } from 'commander'
import { type ForgetOptions, forgetCommand } from './commands/forget'
import type { CommandContext } from './context'
import { datasetName, wholeNumber } from './option-values'

/** Declares `forget`. The options of loading may stand before it: `--dataset mine forget my-list`. */
export function describeForget(program: Command, context: CommandContext): void {
  program
    .command('forget')
    .argument('<source>', 'name of a source that was loaded')
    .option('--dataset <name>', 'only this dataset of it', datasetName)
    .option('--run <id>', 'only the records that this run was the first to bring', wholeNumber)
    .option('--config <file>', 'accepted as when loading, and not read: a source is forgotten by its name alone')
    .option('--yes', 'do not ask')
    .option('--quiet', 'show no progress')
    .description('take a list back: its records, and the games that only it describes; decisions stay')
    .action((source: string, options: ForgetOptions) => {
      const { dataset, quiet } = program.opts<ForgetOptions>()
      return forgetCommand(context, source, {
        ...(dataset !== undefined && { dataset }),
        ...(quiet && { quiet }),
        ...options,
      })
    })
}
