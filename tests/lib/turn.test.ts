import { expect, test } from 'bun:test'
import { createPause, nextTurn } from '#lib/turn'

const workFor = (ms: number) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('other work gets a turn in a pause after 15 ms of work, and none before', async () => {
  const pause = createPause()
  const done: string[] = []
  setImmediate(() => done.push('other'))
  await pause()
  done.push('early pause')
  workFor(16)
  await pause()
  done.push('due pause')
  expect(done).toEqual(['early pause', 'other', 'due pause'])
})

test('a pause after a turn is not due', async () => {
  const pause = createPause()
  workFor(16)
  await pause()
  const done: string[] = []
  setImmediate(() => done.push('other'))
  await pause()
  done.push('pause')
  await nextTurn()
  expect(done).toEqual(['pause', 'other'])
})
