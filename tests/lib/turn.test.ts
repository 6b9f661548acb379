import { expect, test } from 'bun:test'
import { createPause, inTurns, nextTurn } from '#lib/turn'

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

test('a list is gone through in order, with a look at the time at least every 20 items', async () => {
  const done: (string | number)[] = []
  const pause = async () => void done.push('pause')
  await inTurns(
    Array.from({ length: 45 }, (_, at) => at * 2),
    (item, at) => void done.push(item - at),
    pause,
  )
  expect(done.filter((each) => each !== 'pause')).toEqual(Array.from({ length: 45 }, (_, at) => at))
  expect(done.flatMap((each, at) => (each === 'pause' ? [at] : []))).toEqual([0, 21, 42])
})
