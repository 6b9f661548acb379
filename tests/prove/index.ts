import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { proveHostile } from './hostile'
import { proveKill } from './kill'
import { inFolder, printProof, theServer } from './printing'
import { proveScale } from './scale'
import { describeServiceProofs } from './service-proofs'

const DEMO = join(import.meta.dir, '..', '..', 'seed', 'demo')

/** Returns the arguments of the loads: complete real files if TEST_DATA_DIR is set, else the bundled sample. */
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

const MOST_MEGABYTES = 400
const MOST_TIMES = 12

const program = new Command('bun run prove').description('Runs one of the long proofs. The same seed repeats a proof.')
program
  .command('kill')
  .description(
    'a load that is killed with kill -9 at random moments and repeated gives the same catalogue as an uninterrupted load',
  )
  .option('--kills <n>', 'number of kills', '10')
  .option('--seed <n>', 'seed of the random moments', String(Date.now() % 1_000_000))
  .action(async (options: { kills: string; seed: string }) => {
    const server = theServer()
    if (loads().some(([, path]) => !existsSync(path ?? '')))
      throw new Error('The input files are missing: check TEST_DATA_DIR.')
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
program
  .command('scale')
  .description(
    'a 2 GB CSV and a 1 GB JSON array load in under 400 MB of memory, and ten times the records in at most twelve times the time',
  )
  .option('--csv <megabytes>', 'size of the CSV file', '2000')
  .option('--json <megabytes>', 'size of the JSON array', '1000')
  .option('--seed <n>', 'seed of their content', String(Date.now() % 1_000_000))
  .action(async ({ csv, json, seed }: { csv: string; json: string; seed: string }) => {
    console.log(`seed ${seed}`)
    const sizes = { csvBytes: Number(csv) * 1e6, jsonBytes: Number(json) * 1e6 }
    const results = await inFolder((folder) =>
      proveScale({ server: theServer(), folder, ...sizes, seed: Number(seed), say: console.log }),
    )
    for (const { format, tenth, whole } of results) {
      const times = whole.seconds / tenth.seconds
      printProof(
        whole.peakMegabytes < MOST_MEGABYTES,
        `${format} in ${whole.peakMegabytes.toFixed(0)} MB (under ${MOST_MEGABYTES})`,
      )
      printProof(
        times <= MOST_TIMES,
        `${format}, 10x the records in ${times.toFixed(1)}x the time (at most ${MOST_TIMES})`,
      )
    }
  })

program
  .command('hostile')
  .description(
    'lines of 2 GB and decompression bombs are refused with a reason; good rows, also of 2 GB in one line, are loaded, and memory stays low',
  )
  .option('--line <megabytes>', 'length of the lines', '2000')
  .option('--bomb <megabytes>', 'size of the decompressed bombs', '10000')
  .action(async ({ line, bomb }: { line: string; bomb: string }) => {
    const sizes = { lineMegabytes: Number(line), bombMegabytes: Number(bomb) }
    const results = await inFolder((folder) => proveHostile({ server: theServer(), folder, ...sizes }))
    for (const { what, holds, loaded } of results)
      printProof(
        holds,
        `${what}: exit ${loaded.exit}, ${loaded.seconds.toFixed(1)} s, peak ${loaded.peakMegabytes.toFixed(0)} MB`,
      )
  })

describeServiceProofs(program)

const [, , name = ''] = process.argv
if (name.startsWith('-') || program.commands.some((command) => command.name() === name))
  await program.parseAsync(process.argv)
else {
  console.error(name ? `No proof is named "${name}".\n` : 'Name a proof to run it.\n')
  program.outputHelp({ error: true })
  process.exitCode = 2
}
