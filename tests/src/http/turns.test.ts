import { expect, test } from 'bun:test'
import { createTurns } from '#src/http/turns'

test('each turn is a turn of the event loop of its own: timers and other requests run in between', async () => {
  const nextTurn = createTurns()
  const events: string[] = []
  const work = async (name: string) => {
    await nextTurn()
    events.push(name)
    setImmediate(() => events.push(`after ${name}`))
  }
  await Promise.all([work('one'), work('two'), work('three')])
  expect(events).toEqual(['one', 'after one', 'two', 'after two', 'three'])
})
