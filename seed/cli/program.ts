import { Command, CommanderError, Option } from 'commander'
import { type Environment, parseConfig } from '#lib/config'
import { Failure } from '#lib/errors'
import { ENCODINGS } from '#seed/contract/encoding'
import { indexCommand } from './commands/index-search'
import { inferCommand } from './commands/infer'
import { listCommand } from './commands/list'
import { type LoadOptions, loadAll, loadOne } from './commands/load'
import { type MatchOptions, matchCommand } from './commands/match'
import { type QuarantineOptions, quarantineCommand } from './commands/quarantine'
import { type ReviewOptions, reviewCommand } from './commands/review'
import { statusCommand } from './commands/status'
import { verifyCommand } from './commands/verify'
import { type VocabularyOptions, vocabularyCommand } from './commands/vocabulary'
import type { CommandContext } from './context'

/** What the command line needs of the process it runs in. */
export type ProcessContext = { env: () => Environment; out: (line: string) => void; signal: AbortSignal }

/** The loader's command line: takes the arguments, answers the exit code. */
export const createProgram =
  (surroundings: ProcessContext) =>
  async (args: readonly string[]): Promise<number> => {
    let exit = 0
    const loader: CommandContext = {
      // Read when it is needed: help and a mistyped command need none.
      get config() {
        return parseConfig(surroundings.env())
      },
      out: surroundings.out,
      signal: surroundings.signal,
    }
    const program = describe(loader, (code) => {
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

function describe(loader: CommandContext, answer: (code: number) => void): Command {
  const program = new Command('bun run seed')
    .description('Loads sources into the catalogue: read, accept, archive, match, merge, index.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .enablePositionalOptions()
  describeLoading(program, loader, answer)
  describeLedger(program, loader)
  describeCatalogue(program, loader, answer)
  for (const command of program.commands) command.exitOverride()
  return program
}

const EXIT_CODES = `
Exit codes:
  0 done                            1 failed, run it again to resume
  2 wrong usage                     3 done, but more refused than --max-rejects
  4 another run of it is active     78 wrong configuration
  130 interrupted, run it again to resume`

const CONFIG = ['--config <file>', 'sources declared there (vestimlib.config.json unless told)'] as const
const JSON_LINES = 'one JSON object a line on standard output'

function describeLoading(program: Command, loader: CommandContext, answer: (code: number) => void): void {
  program
    .argument('[source]', 'one source; without it every source that needs no file')
    .argument('[from]', 'a file, a folder, a glob, a URL, or - for standard input')
    .option(...CONFIG)
    .option('--dataset <name>', 'call the list that is read so, beside others of its source', datasetName)
    .addOption(
      new Option('--encoding <name>', 'what a CSV is written in, where its bytes do not tell').choices(ENCODINGS),
    )
    .option('--limit <n>', 'stop after so many records', wholeNumber)
    .option('--since <day>', 'of an API, only what changed since: 2026-11-24', day)
    .option('--from-archive', 'read again what an API answered before, ask for nothing')
    .option('--dry-run', 'read, check and count everything, write nothing')
    .option('--restart', 'begin again in place of resuming; an API is asked for everything')
    .addOption(
      new Option('--max-rejects <share>', 'more refused than this ends with exit code 3')
        .default(1, '100%')
        .argParser(share),
    )
    .option('--json', JSON_LINES)
    .option('--quiet', 'no progress')
    .action(async (source: string | undefined, from: string | undefined, options: LoadOptions) =>
      answer(source !== undefined ? await loadOne(loader, source, from, options) : await loadAll(loader, options)),
    )
}

function describeLedger(program: Command, loader: CommandContext): void {
  program
    .command('list')
    .description('sources: kind, licence, what they need, last run')
    .option(...CONFIG)
    .action(({ config }: { config?: string }) => listCommand(loader, config ?? program.opts<LoadOptions>().config))
  program
    .command('infer')
    .argument('<file>', 'CSV, NDJSON or JSON: a path, a URL, or - for standard input')
    .description('draft a source entry for vestimlib.config.json from a sample')
    .action((file: string) => inferCommand(loader.out, file))
  program
    .command('status')
    .argument('[run]', 'everything about one run; without it the latest ones', wholeNumber)
    .description('runs: counts, rate, checkpoint, error')
    .action((run: number | undefined) => statusCommand(loader, run))
  program
    .command('quarantine')
    .argument('[source]', 'those of one source; without it of all')
    .option('--export <file>', 'write them out as NDJSON')
    .option('--replay', 'try them again with the code and the configuration of today')
    .option(...CONFIG)
    .option('--json', JSON_LINES)
    .option('--quiet', 'no progress')
    .description('records refused today, with reasons')
    .action((source: string | undefined, options: QuarantineOptions) => {
      const { config, json, quiet } = program.opts<QuarantineOptions>()
      return quarantineCommand(loader, source, { config, json, quiet, ...options })
    })
}

function describeCatalogue(program: Command, loader: CommandContext, answer: (code: number) => void): void {
  program
    .command('match')
    .option('--explain <title>', 'say why the records of a title are one game or several')
    .option('--learn', 'learn from the stored records what agreement is worth, first')
    .addOption(new Option('--shipped', 'go back to the weights that ship, first').conflicts(['learn', 'explain']))
    .description('match and merge every record again')
    .action((options: MatchOptions) => matchCommand(loader, options))
  program
    .command('review')
    .option('--author <name>', 'who decides', authorName, 'cli')
    .option('--export <file>', 'write every decision out, one a line')
    .option('--import <file>', 'take in the decisions of such a file')
    .description('doubtful matches, one by one; what is decided wins in every later load')
    .action((options: ReviewOptions) => reviewCommand(loader, options))
  program
    .command('vocabulary')
    .option('--kind <kind>', 'platform, genre, region or board')
    .option('--map <word=slug>', 'say what a word of a source means')
    .option('--unmap <word>', 'take that back')
    .description('words of sources that nobody could name, and what people said they mean')
    .action((options: VocabularyOptions) => vocabularyCommand(loader, options))
  program
    .command('index')
    .option('--rebuild', 'build the index anew and swap it in')
    .description('bring the search index up to date')
    .action((options: { rebuild?: boolean }) => indexCommand(loader, options))
  program
    .command('verify')
    .option('--repair', 'queue what differs to be indexed again')
    .description('compare the search index with the catalogue')
    .action(async (options: { repair?: boolean }) => answer(await verifyCommand(loader, options)))
}

function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Failure('usage', `"${text.slice(0, 20)}" is no whole number.`)
  return Number(text)
}

/** `5%` or `0.05` as a share of one. */
function share(text: string): number {
  const value = /^\d+(?:\.\d+)?%?$/.test(text) ? Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1) : Number.NaN
  if (value <= 1) return value
  throw new Failure('usage', `--max-rejects takes a share such as 5%, not "${text.slice(0, 20)}".`)
}

/** A day, at its first moment (UTC). */
function day(text: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return date
  throw new Failure('usage', '--since takes a day, such as 2026-11-24.')
}

function authorName(text: string): string {
  if (/\S/.test(text) && text.length <= 200) return text
  throw new Failure('usage', '--author takes a name of 200 characters at most.')
}

function datasetName(text: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u.test(text)) return text
  throw new Failure('usage', '--dataset takes a name of letters, digits, spaces, dots and dashes, at most 80 of them.')
}
