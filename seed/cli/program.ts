import { Command, CommanderError, Option } from 'commander'
import { ENCODINGS } from '#catalogue/list/encoding/names'
import { type Environment, parseConfig } from '#lib/config'
import { indexCommand } from './commands/index-search'
import { type LoadOptions, loadAll, loadOne } from './commands/load'
import { type MatchOptions, matchCommand } from './commands/match'
import { type QuarantineOptions, quarantineCommand } from './commands/quarantine'
import { type ReviewOptions, reviewCommand } from './commands/review'
import { statusCommand } from './commands/status'
import { verifyCommand } from './commands/verify'
import { type VocabularyOptions, vocabularyCommand } from './commands/vocabulary'
import type { CommandContext } from './context'
import { describeExport } from './export-options'
import { describeForget } from './forget-options'
import { authorName, datasetName, firstMoment, rejectShare, wholeNumber } from './option-values'
import { CONFIG, describeSources, JSON_LINES } from './source-options'

/** Parts of the process that the command line uses. */
export type ProcessContext = Omit<CommandContext, 'config'> & { env: () => Environment }

/** Creates the loader's command line: a function from arguments to the exit code. It throws the `Failure` of a command. */
export const createProgram =
  (host: ProcessContext) =>
  async (args: readonly string[]): Promise<number> => {
    let exit = 0
    const context: CommandContext = {
      // Read only when needed: help and a mistyped command work without configuration.
      get config() {
        return parseConfig(host.env())
      },
      out: host.out,
      outBytes: host.outBytes,
      note: host.note,
      signal: host.signal,
    }
    const program = describe(context, (code) => {
      exit = code
    })
    try {
      await program.parseAsync([...args], { from: 'user' })
      return exit
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
      throw error
    }
  }

function describe(context: CommandContext, setExit: (code: number) => void): Command {
  const program = new Command('bun run seed')
    .description('Loads sources into the catalogue: read, accept, archive, match, merge, index.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .enablePositionalOptions()
    // Its messages quote arguments, such as names of files.
    // What commander prints in two lines is one: a note is a line, in which a break would be escaped.
    .configureOutput({ writeErr: (text) => context.note(text.trimEnd().replaceAll('\n', ' ')) })
  describeLoading(program, context, setExit)
  describeSources(program, context)
  describeRuns(program, context)
  describeMatching(program, context)
  describeCatalogue(program, context)
  describeForget(program, context)
  describeExport(program, context)
  describeIndex(program, context, setExit)
  for (const command of program.commands) command.exitOverride()
  return program
}

const EXIT_CODES = `
Exit codes:
  0 done                            1 failed, run it again to resume
  2 wrong usage or unusable input   3 done, but more refused than --max-rejects
  4 another run is active           78 wrong configuration
  130 interrupted, run it again to resume`

function describeLoading(program: Command, context: CommandContext, setExit: (code: number) => void): void {
  program
    .argument('[source]', 'name of a source; without it, every source that needs no file')
    .argument('[from]', 'a file, a folder, a glob, a URL, or - for standard input')
    .option(...CONFIG)
    .option('--dataset <name>', 'name of the dataset, to keep it apart from other datasets of its source', datasetName)
    .addOption(new Option('--encoding <name>', 'encoding of a CSV file, if it cannot be detected').choices(ENCODINGS))
    .option('--limit <n>', 'stop after n records', wholeNumber)
    .option('--since <day>', 'from an API, read only changes since then, such as 2026-11-24', firstMoment('--since'))
    .option('--from-archive', 'read the archived responses of an API, send no request')
    .option('--dry-run', 'read, check and count everything, write nothing')
    .option('--restart', 'start again instead of resuming; read everything from an API')
    .addOption(
      new Option('--max-rejects <share>', 'exit with code 3 if a larger share is refused')
        .default(1, '100%')
        .argParser(rejectShare),
    )
    .option('--json', JSON_LINES)
    .option('--quiet', 'show no progress')
    .action(async (source: string | undefined, from: string | undefined, options: LoadOptions) =>
      setExit(source !== undefined ? await loadOne(context, source, from, options) : await loadAll(context, options)),
    )
}

function describeRuns(program: Command, context: CommandContext): void {
  program
    .command('status')
    .argument(
      '[run]',
      'id of a run, to show also its games, drift and checkpoint; without it, the latest 20 runs',
      wholeNumber,
    )
    .description('runs: counts, rate, checkpoint, error')
    .action((run: number | undefined) => statusCommand(context, run))
  program
    .command('quarantine')
    .argument('[source]', 'name of a source; without it, all sources')
    .option('--export <file>', 'write the refused records to a file as NDJSON')
    .option('--replay', 'try them again with the current code and configuration')
    .option(...CONFIG)
    .option('--json', JSON_LINES)
    .option('--quiet', 'show no progress')
    .description('refused records, with reasons')
    .action((source: string | undefined, options: QuarantineOptions) => {
      const { config, json, quiet } = program.opts<QuarantineOptions>()
      return quarantineCommand(context, source, { config, json, quiet, ...options })
    })
}

function describeMatching(program: Command, context: CommandContext): void {
  program
    .command('match')
    .option('--explain <title>', 'explain why the records of a title are one game or several')
    .option('--learn', 'first learn the weights of matching from the stored records')
    .addOption(new Option('--shipped', 'first go back to the shipped weights').conflicts(['learn', 'explain']))
    .addOption(
      new Option(
        '--dry-run',
        'only tell what this would merge, split or retitle, also with --learn or --shipped',
      ).conflicts(['explain', 'list']),
    )
    .addOption(
      new Option('--list <file>', 'write a list again with our ids beside each row; - for standard input').conflicts([
        ...['learn', 'explain', 'shipped'],
      ]),
    )
    .option('--out <file>', 'of --list: file to write, or - for standard output (default: FILE.matched.EXT)')
    .description('match and merge every record again, or only match a list, which stores nothing')
    .action((options: MatchOptions) => matchCommand(context, options))
}

function describeCatalogue(program: Command, context: CommandContext): void {
  program
    .command('review')
    .option('--author <name>', 'author of the decisions', authorName, 'cli')
    .option('--export <file>', 'write every decision to a file, one per line')
    .option('--import <file>', 'import the decisions of such a file')
    .description('review pairs (doubtful matches), one by one; a decision holds in every later load')
    .action((options: ReviewOptions) => reviewCommand(context, options))
  program
    .command('vocabulary')
    .option('--kind <kind>', 'platform, genre, region or board')
    .option('--map <word=slug>', 'map a word of a source to a slug')
    .option('--unmap <word>', 'remove such a mapping')
    .option('--source <name>', 'of this source only')
    .description('unknown words of sources, what they can be mapped to, and the words that people have mapped')
    .action((options: VocabularyOptions) => vocabularyCommand(context, options))
}

function describeIndex(program: Command, context: CommandContext, setExit: (code: number) => void): void {
  program
    .command('index')
    .option('--rebuild', 'build a new index and switch to it')
    .description('bring the search index and the graph of similar games up to date')
    .action((options: { rebuild?: boolean }) => indexCommand(context, options))
  program
    .command('verify')
    .option('--repair', 'mend what differs, and compare again')
    .description(
      'compare the search index with the catalogue; exit code 1 if they differ, with --repair if they still differ after it',
    )
    .action(async (options: { repair?: boolean }) => setExit(await verifyCommand(context, options)))
}
