import type { Command } from 'commander'
import { postgresPrograms } from '#tests/ops/own-postgres'
import { markdownTable } from '#tests/support/markdown-table'
import { type FaultRow, isBroken, proveFaults, tellOutcome } from './faults'
import { SCENARIOS } from './faults/all'
import { createWorld } from './faults/world'
import { proveFuzz } from './fuzz/index'
import { inFolder, printProof, theServer } from './printing'
import { proveSoak } from './soak'
import { proveStorm } from './storm'

const randomSeed = () => String(Date.now() % 1_000_000)

/** Adds the proofs of a running service from outside: `faults`, `storm`, `soak` and `fuzz`. */
export function describeServiceProofs(program: Command): void {
  program
    .command('faults')
    .description('a running service and loader keep their promises under every fault that can be made on this machine')
    .argument('[ids...]', 'rows of the table; without them all')
    .option('--short', 'only the rows that bun run check tries')
    .option('--list', 'print the rows and try nothing')
    .action(faults)
  program
    .command('storm')
    .description(
      'hostile bodies neither freeze nor fill a service: answers, event loop and memory as beside well-formed ones',
    )
    .option('--seconds <n>', 'length of either load', '60')
    .option('--seed <n>', 'seed of the order of the bodies', randomSeed())
    .action(storm)
  program
    .command('soak')
    .description(
      'mixed load with a random fault every 20 s: no 5xx but 503; no decision, account, key or item lost; nobody erased comes back; memory and sockets flat',
    )
    .option('--minutes <n>', 'length', '10')
    .option('--seed <n>', 'seed of the faults and the load', randomSeed())
    .action(soak)
  program
    .command('fuzz')
    .description(
      'foreign tools read the OpenAPI document without a warning, and schemathesis finds no failure in a running service (needs PyPI)',
    )
    .option('--cases <n>', 'least number of cases', '5000')
    .option('--seed <n>', 'seed of the cases', randomSeed())
    .action(fuzz)
}

async function faults(ids: readonly string[], { short, list }: { short?: boolean; list?: boolean }): Promise<void> {
  const unknown = ids.filter((id) => !SCENARIOS.some((scenario) => scenario.id === id))
  if (unknown.length > 0) throw new Error(`No row is named ${unknown.join(', ')}: bun run prove faults --list`)
  const scenarios = SCENARIOS.filter(({ id, isShort }) => (ids.length === 0 || ids.includes(id)) && (!short || isShort))
  if (list)
    return console.log(
      markdownTable(
        ['id', 'fault', 'promise'],
        scenarios.map((row) => [row.id, row.fault, row.promise]),
      ),
    )
  const onRow = ({ id, fault, outcome }: FaultRow) => console.log(`${id} ${fault}\n    ${tellOutcome(outcome)}`)
  const rows = await inFolder(async (folder) => {
    await using world = createWorld(folder)
    return await proveFaults({ scenarios, world, onRow })
  })
  const cells = rows.map(({ id, fault, promise, outcome }) => [id, fault, promise, tellOutcome(outcome)])
  console.log(`\n${markdownTable(['id', 'fault', 'promise', 'outcome'], cells)}\n`)
  const [broken, skipped] = [rows.filter(isBroken), rows.filter(({ outcome }) => 'skipped' in outcome)]
  const held = rows.length - broken.length - skipped.length
  printProof(broken.length === 0, `${held} promises hold, ${broken.length} fail, ${skipped.length} skipped`)
}

async function storm({ seconds, seed }: { seconds: string; seed: string }): Promise<void> {
  console.log(`seed ${seed}`)
  const parts = await proveStorm({
    server: theServer(),
    seconds: Number(seconds),
    seed: Number(seed),
    say: console.log,
  })
  for (const { holds, figure } of parts) printProof(holds, figure)
}

async function soak({ minutes, seed }: { minutes: string; seed: string }): Promise<void> {
  const [programs, elasticsearch] = [postgresPrograms(), process.env.TEST_ELASTICSEARCH_URL]
  if (!programs || !elasticsearch)
    throw new Error('This needs the programs of Postgres and TEST_ELASTICSEARCH_URL: .ci/services start')
  console.log(`seed ${seed}`)
  const limits = { minutes: Number(minutes), seed: Number(seed) }
  for (const { holds, figure } of await proveSoak({ programs, elasticsearch, ...limits, say: console.log }))
    printProof(holds, figure)
}

async function fuzz({ cases, seed }: { cases: string; seed: string }): Promise<void> {
  console.log(`seed ${seed}`)
  const parts = await inFolder((folder) =>
    proveFuzz({ server: theServer(), cases: Number(cases), seed: Number(seed), folder, say: console.log }),
  )
  for (const { holds, figure } of parts) printProof(holds, figure)
}
