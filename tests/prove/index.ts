import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { proveKill } from './kill'

const DEMO = join(import.meta.dir, '..', '..', 'seed', 'demo')

/** What the proofs load: whole real files where TEST_DATA_DIR is set, else the bundled sample. */
function loads(): string[][] {
  const data = process.env.TEST_DATA_DIR
  if (!data)
    return [
      ['vgsales', join(DEMO, 'vgsales.csv')],
      ['metacritic', join(DEMO, 'metacritic.csv')],
      ['steamspy', join(DEMO, 'steamspy')],
    ]
  return [
    ['vgsales', join(data, 'csv/vgsales.csv')],
    ['metacritic', join(data, 'csv/metacritic_2020_semicolon.csv')],
    ['steamspy', join(data, 'steam/steamspy_2023')],
  ]
}

const program = new Command('bun run prove').description('The long proofs, repeatable by their seed.')
program
  .command('kill')
  .description('kill -9 at random moments and a run again end in the same catalogue as an uninterrupted run')
  .option('--kills <n>', 'how often', '10')
  .option('--seed <n>', 'decides when', String(Date.now() % 1_000_000))
  .action(async (options: { kills: string; seed: string }) => {
    const server = process.env.TEST_DATABASE_URL
    if (!server)
      throw new Error('Set TEST_DATABASE_URL to a Postgres in which databases may be created: .ci/services start')
    if (loads().some(([, path]) => !existsSync(path ?? '')))
      throw new Error('The input is not there: check TEST_DATA_DIR.')
    console.log(`seed ${options.seed}`)
    const proof = await proveKill({
      server,
      loads: loads(),
      kills: Number(options.kills),
      seed: Number(options.seed),
      say: console.log,
    })
    console.log(`uninterrupted ${proof.uninterrupted}\nkilled        ${proof.killed}`)
    console.log(
      proof.killed === proof.uninterrupted
        ? `proved: ${proof.kills} kills left no trace`
        : 'DISPROVED: the catalogues differ',
    )
    process.exitCode = proof.killed === proof.uninterrupted ? 0 : 1
  })

await program.parseAsync(process.argv)
