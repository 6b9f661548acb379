import { expect, test } from 'bun:test'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '../..')

async function runTests(...words: string[]) {
  const child = Bun.spawn([process.execPath, 'tests/test.ts', ...words], {
    cwd: ROOT,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { exit, text: out + err }
}

test('bun run test runs the files of a path, however it is written', async () => {
  const { exit, text } = await runTests('./tests/ops/junit.test.ts', '--timeout', '5000')
  expect([exit, text.includes('across 1 file')]).toEqual([0, true])
})

test.each([
  ['a path that does not exist', ['tests/ops/nothing.test.ts'], 'No test file has "tests/ops/nothing.test.ts"'],
  ['a name that no test has', ['tests/ops/junit.test.ts', 'no such promise'], 'matched 0 tests'],
])('bun run test fails for %s', async (_, words, message) => {
  const { exit, text } = await runTests(...words)
  expect([exit, text.includes(message)]).toEqual([1, true])
})
