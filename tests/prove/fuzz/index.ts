import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadDemo } from '#tests/support/demo-catalogue'
import { authorizationOf, type ServiceProcess, startService } from '#tests/support/service-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type Part, part } from '../faults/scenario'
import { installPythonTools, run } from './venv'

/** Time that all cases together may take. */
const MOST_MS = 60 * 60_000
const HOOKS = join(import.meta.dir, 'hooks.py')

export type FuzzProof = { server: string; cases: number; seed: number; folder: string; say: (line: string) => void }

/**
 * Has four foreign tools read the OpenAPI document, and sends what schemathesis makes of it, at least so many cases, to a service on the
 * sample catalogue, with all its checks. Returns each promise with its figure. Tools that cannot be installed are said to be skipped.
 */
export async function proveFuzz({ server, cases, seed, folder, say }: FuzzProof): Promise<Part[]> {
  const url = await createBareDatabase(server)
  try {
    await loadDemo(url)
    await using service = await startService({ DATABASE_URL: url, ELASTICSEARCH_URL: '' })
    const file = join(folder, 'openapi.json')
    const { paths } = await saveDocument(service, file)
    const parts = await acceptedByNode(file, folder, say)
    const tools = await installPythonTools()
    if ('skipped' in tools) {
      say(`skipped: openapi-python-client and schemathesis (${tools.skipped})`)
      return parts
    }
    const client = [join(tools.bin, 'openapi-python-client'), 'generate', '--path', file, '--meta', 'none']
    const output = ['--output-path', join(folder, 'python'), '--overwrite']
    parts.push(
      await accepts('openapi-python-client', [...client, ...output], { PATH: `${tools.bin}:${process.env.PATH}` }, say),
    )
    const operations = Object.values(paths).flatMap((item) => Object.keys(item)).length
    parts.push(...(await fuzzed(service, { bin: tools.bin, cases, seed, folder, say, operations })))
    return parts
  } finally {
    await dropDatabase(server, url)
  }
}

async function saveDocument({ origin }: ServiceProcess, file: string): Promise<{ paths: Record<string, object> }> {
  const document = await (await fetch(`${origin}/swagger/json`)).text()
  await Bun.write(file, document)
  return JSON.parse(document)
}

/** Runs the tools of npm, which need its registry unless they are in Bun's cache. */
async function acceptedByNode(file: string, folder: string, say: FuzzProof['say']): Promise<Part[]> {
  const place = join(folder, 'npm')
  await mkdir(place)
  await Bun.write(join(place, 'package.json'), '{}')
  const installed = await run([process.execPath, 'add', '--cwd', place, '--silent', ...NODE_TOOLS])
  if (installed.exit !== 0) {
    say('skipped: redocly and openapi-typescript (the registry of npm is not reachable)')
    return []
  }
  const program = (name: string) => [process.execPath, join(place, 'node_modules', '.bin', name)]
  const types = join(folder, 'types.ts')
  return [
    await accepts(
      'redocly',
      [...program('redocly'), 'lint', '--extends=recommended', '--max-problems=20', file],
      {},
      say,
    ),
    await accepts('openapi-typescript', [...program('openapi-typescript'), file, '--output', types], {}, say),
  ]
}

const NODE_TOOLS = ['@redocly/cli@2.77.0', 'openapi-typescript@7.13.0', 'typescript@5.9.3']

async function accepts(
  tool: string,
  argv: readonly string[],
  env: Record<string, string>,
  say: FuzzProof['say'],
): Promise<Part> {
  const { exit, said } = await run(argv, { REDOCLY_TELEMETRY: 'off', ...env })
  const isSilent = exit === 0 && !/\bwarning/i.test(withoutLimits(said))
  if (!isSilent) say(said)
  return part(isSilent, `${tool} reads the document without an error or a warning`)
}

/** Leaves out what a tool says of itself, and that openapi-python-client cannot send CSV: it then makes the request of JSON only. */
const withoutLimits = (said: string): string =>
  said
    .replace(/Deprecation warning/g, '')
    .replace(/^Warning\(s\) encountered while generating\..*$/m, '')
    .replace(/^WARNING parsing POST \S+ within \w+\.\s+Unsupported content type text\/csv$/gm, '')

type Fuzzed = Omit<FuzzProof, 'server'> & { bin: string; operations: number }

async function fuzzed(service: ServiceProcess, { bin, cases, seed, folder, say, operations }: Fuzzed): Promise<Part[]> {
  const { authorization } = await authorizationOf('admin')
  const wanted = ['--max-examples', String(Math.ceil(cases / operations)), '--seed', String(seed)]
  const { exit, said } = await run(
    [
      join(bin, 'schemathesis'),
      'run',
      `${service.origin}/swagger/json`,
      '-H',
      `Authorization: ${authorization}`,
    ].concat(wanted, '--checks', 'all', '--continue-on-failure', '--no-color', '--report-dir', folder),
    { SCHEMATHESIS_HOOKS: HOOKS, FUZZ_AUTHORIZATION: authorization },
    // It keeps its failures in a folder of where it runs.
    { timeout: MOST_MS, cwd: folder },
  )
  const made = Number(/(\d+) generated/.exec(said)?.[1] ?? 0)
  if (exit !== 0) say(said)
  const broken = service.log.filter(({ level }) => level === 'error')
  for (const fault of broken) say(JSON.stringify(fault))
  return [
    part(exit === 0, `schemathesis finds no failure, with all its checks${exit === 0 ? '' : ': see above'}`),
    part(made >= cases, `${made} cases were sent (at least ${cases}), seed ${seed}`),
    part(broken.length === 0, `the service has logged ${broken.length} faults`),
  ]
}
