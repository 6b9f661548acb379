import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readComposeFile } from './compose-file'

const CI = join(import.meta.dir, '..', '..', '.ci')

async function run(argv: readonly string[], env: Record<string, string> = {}) {
  const child = Bun.spawn([...argv], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...process.env, ...env },
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { out, err, exit }
}

const services = (args: readonly string[], env?: Record<string, string>) => run([`${CI}/services`, ...args], env)

test.each(['services', 'run'])('.ci/%s is a script that bash understands', async (name) => {
  expect(await run(['bash', '-n', `${CI}/${name}`])).toEqual({ out: '', err: '', exit: 0 })
})

describe('.ci/services', () => {
  test('env prints where the servers are, on the ports asked for', async () => {
    const { out } = await services(['env'], { VESTIM_PG_PORT: '1', VESTIM_ES_PORT: '2' })
    expect(out).toBe(
      'TEST_DATABASE_URL=postgres://postgres@127.0.0.1:1/postgres\nTEST_ELASTICSEARCH_URL=http://127.0.0.1:2\n',
    )
  })

  test('says how it is used, and refuses what it does not know', async () => {
    const help = await services(['--help'])
    expect([help.exit, help.out.includes('.ci/services start')]).toEqual([0, true])
    expect((await services(['restart'])).exit).toBe(2)
    expect(await services(['stop', 'mysql'])).toMatchObject({ exit: 1, err: expect.stringContaining('mysql') })
  })

  test('stopping what was never started is no fault', async () => {
    expect(await services(['stop'], { VESTIM_SERVICES: '/nonexistent' })).toEqual({ out: '', err: '', exit: 0 })
  })
})

describe('the workflow of the forge', () => {
  const workflow = parse(readFileSync(join(CI, '../.github/workflows/ci.yml'), 'utf8'))
  const { services: containers, steps } = workflow.jobs.check

  test('runs bun run check, and nothing in its place', () => {
    expect(steps.map(({ run }: { run?: string }) => run)).toContain('bun run check')
  })

  test.each(['postgres', 'elasticsearch'])('starts %s from the image of the compose file', (name) => {
    expect(containers[name].image).toBe(readComposeFile().services[name]?.image)
  })
})
