import { expect, test } from 'bun:test'
import { createLogOutput } from '#src/http/log-output'

/** Returns a stream whose reader takes texts only when `read` is called, and what was written to it. */
function slowStream() {
  const written: string[] = []
  const waiting: (() => void)[] = []
  const write = (text: string, done: () => void) => {
    written.push(text)
    waiting.push(done)
  }
  const read = () => {
    for (const done of waiting.splice(0)) done()
  }
  return { written, write, read }
}

test('deferred lines are one write, and a line that is written at once follows them', async () => {
  const stream = slowStream()
  const output = createLogOutput(stream)
  for (const line of ['one', 'two']) output.defer(line)
  expect(stream.written).toEqual([])
  await Bun.sleep(50)
  expect(stream.written).toEqual(['one\ntwo\n'])
  output.defer('three')
  output.write('four')
  expect(stream.written.slice(1)).toEqual(['three\n', 'four\n'])
  await Bun.sleep(50)
  expect(stream.written).toHaveLength(3)
})

test('while nobody reads, deferred lines are dropped and counted, others are written', async () => {
  const stream = slowStream()
  const output = createLogOutput(stream)
  const line = 'x'.repeat(1023)
  for (let at = 0; at < 6 * 1024; at++) output.defer(line)
  output.write('a fault')
  const lines = stream.written.join('').split('\n')
  expect(lines.filter((each) => each === line)).toHaveLength(4 * 1024 + 1)
  expect(lines).toContain('a fault')
  output.defer('dropped, too')
  stream.read()
  output.defer('read again')
  output.write('')
  const [told, after] = stream.written
    .join('')
    .split('\n')
    .slice(lines.length - 1)
  expect(JSON.parse(told ?? '')).toMatchObject({ level: 'warn', code: 'log_lines_dropped', count: 2 * 1024 })
  expect(after).toBe('read again')
})

test('no line can begin another one', () => {
  const stream = slowStream()
  const output = createLogOutput(stream)
  output.defer('one\n{"level":"error"}')
  output.write('two\r\u2028three')
  expect(stream.written).toEqual(['one\\u000a{"level":"error"}\n', 'two\\u000d\\u2028three\n'])
})
