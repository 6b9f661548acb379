import './production'
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { type Config, parseConfig, withSecretFiles } from '#lib/config'
import { FAILURES, Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { toPrintable, toPrintableMessage } from '#lib/printable'
import { endProcess } from '#lib/process-end'
import { rootCause } from '#lib/root-cause'
import { createStop } from '#lib/stop'
import { backup } from '#src/commands/backup'
import { build } from '#src/commands/build'
import { demo } from '#src/commands/demo'
import { describeAccount } from '#src/commands/describe-account'
import type { LedgerOptions } from '#src/commands/ledger'
import { migrate } from '#src/commands/migrate'
import type { Terminal } from '#src/commands/password-input'
import { purge } from '#src/commands/purge'
import { relay } from '#src/commands/relay'
import { restore } from '#src/commands/restore'
import { signingSecret } from '#src/commands/secret'
import { setup } from '#src/commands/setup'
import { addressOfService, signInLink } from '#src/commands/sign-in-link'
import { start } from '#src/commands/start'
import { signCliToken } from '#src/http/token'

const stop = createStop(() => process.exit(FAILURES.interrupted.exit))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop.request)
// Only `bun run demo` opens an IPC channel to us. Its end means that the demo has ended, perhaps by SIGKILL.
process.on('disconnect', stop.request)

const say = (line: string) => console.log(toPrintable(line))
const terminal: Terminal = {
  keys: process.stdin,
  ask: (question) => void process.stderr.write(toPrintable(question)),
  newLine: () => console.error(toPrintable('')),
}
const environment = () => withSecretFiles(process.env, (path) => readFileSync(path, 'utf8'))
const config = (): Config => parseConfig(environment())
const signingConfig = (changed: Record<string, string | undefined> = {}): Config =>
  parseConfig({ ...environment(), ...changed }, { signs: true })

function describe(): Command {
  const program = new Command('bun run')
    .description('VestimLib: one clean video-game catalogue, served.')
    .exitOverride()
  describeServing(program)
  describeBackups(program)
  describePrivacy(program)
  describeFirstSteps(program)
  describeAccount(program, { config, terminal, say })
  for (const command of program.commands) command.exitOverride()
  return program
}

function describeServing(program: Command): void {
  program
    .command('start')
    .description('serve the catalogue')
    .action(() => runUntilStopped(() => start(signingConfig(), stop.signal, say)))
  program
    .command('dev')
    .description('serve the catalogue, and restart when the code changes')
    .action(() => runUntilStopped(() => start(signingConfig(), stop.signal, say)))
  program
    .command('migrate')
    .description(
      'migrate the database schema and update the vocabulary to this release; several processes may run it at once',
    )
    .option('--check', 'change nothing, list the pending migrations; exit code 1 if there are any')
    .action(async (options: { check?: boolean }) => {
      process.exitCode = await orInterrupted(stop.signal, () => migrate(config(), options.check ?? false, say))
    })
  program
    .command('relay')
    .description('keep the search index up to date, without serving requests')
    .action(() => runUntilStopped(() => relay(config(), stop.signal, say)))
}

function describeBackups(program: Command): void {
  const context = { signal: stop.signal, say }
  program
    .command('backup')
    .description('write a backup of the database into a new folder; the service and loads may go on')
    .argument('<folder>', 'folder to make; an existing one must be empty')
    .action((folder: string) => backup(config(), folder, context))
  program
    .command('restore')
    .description('load a backup into an empty database, embedded or not; stop the service and loads first')
    .argument('<folder>', 'folder that bun run backup made')
    .option(
      '--replaces <database>',
      'the database that this one replaces, which knows the erased accounts: its name on the same server, or the former DATA_DIR',
    )
    .option('--without-ledger', 'restore although nobody can tell which accounts were erased since')
    .action((folder: string, options: LedgerOptions) => restore(config(), folder, { ...context, ...options }))
}

function describePrivacy(program: Command): void {
  program
    .command('purge')
    .description('end what has been kept for its time: docs/rgpd.md; the service does it every day')
    .option('--dry-run', 'change nothing, print the counts')
    .action((options: { dryRun?: boolean }) => purge(config(), { signal: stop.signal, say, ...options }))
}

function describeFirstSteps(program: Command): void {
  program
    .command('setup')
    .description('write .env and secrets for docker compose; existing files are kept')
    .action(async () => {
      await setup('.', say)
    })
  program
    .command('token')
    .description('print a signed token for the API')
    .option('--scope <scope>', 'one or more of read, self, export, curate and admin, separated by commas', 'read')
    .option('--for <time>', 'validity, such as 30m, 12h or 7d; at most 30d', '12h')
    .option('--link', 'print a link that signs a browser in with these scopes, once, within 10 minutes')
    .action(printToken)
  program
    .command('build')
    .description('write the package of the typed client to dist/')
    .action(() => build(say))
  program
    .command('demo')
    .description('load the bundled sample into the embedded store and serve it')
    .option('--port <port>', 'port to listen on (default: PORT, or 3000)')
    .option('--fresh', 'remove the embedded store first')
    .action((options: { port?: string; fresh?: boolean }) =>
      demo(signingConfig(options.port === undefined ? {} : { PORT: options.port }), {
        fresh: options.fresh ?? false,
        environment: process.env,
        signal: stop.signal,
        say,
      }),
    )
}

async function printToken({ link, ...wanted }: { scope: string; for: string; link?: boolean }): Promise<void> {
  const config = signingConfig()
  const secret = signingSecret(config)
  say(await (link ? signInLink(addressOfService(config), secret, wanted.scope) : signCliToken(secret, wanted)))
}

/** Runs a command that ends with 0 when it is told to stop, while it starts, too. */
async function runUntilStopped(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'interrupted')) throw error
  }
}

/** Writes the message of an expected error, or a bug with its stack, and returns the exit code. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAILURES.usage.exit
  const root = rootCause(error)
  const isFailure = root instanceof Failure
  // Not left to the runtime: it would print what the error quotes of a list as it is.
  console.error(toPrintableMessage(isFailure ? root.message : Bun.inspect(error)))
  return isFailure ? FAILURES[root.code].exit : 1
}

try {
  await describe().parseAsync(process.argv)
} catch (error) {
  process.exitCode = fail(error)
}
await endProcess()
