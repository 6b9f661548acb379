import { expect, test } from 'bun:test'
import { createSpacing } from '#seed/api/spacing'
import { createVirtualClock } from './virtual-clock'

test('the first caller passes at once and every other one a spacing later, however many come together', async () => {
  const clock = createVirtualClock()
  const turn = createSpacing(clock, 1_000)
  const start = clock.now()
  const passed = await Promise.all([1, 2, 3].map(() => turn().then(() => clock.now() - start)))
  expect(passed).toEqual([0, 1_000, 2_000])
})

test('time spent otherwise counts towards the spacing', async () => {
  const clock = createVirtualClock()
  const turn = createSpacing(clock, 1_000)
  await turn()
  await clock.sleep(400)
  await turn()
  expect(clock.pauses).toEqual([400, 600])
})

test('a wall clock that is set back by a day costs one spacing, not a day', async () => {
  let now = 86_400_000
  const pauses: number[] = []
  const turn = createSpacing({ now: () => now, sleep: async (ms) => void pauses.push(ms) }, 1_000)
  await turn()
  now = 0
  await turn()
  expect(pauses).toEqual([1_000])
})

test('a caller whose pause is interrupted does not hold up the next one', async () => {
  let interrupted = true
  const clock = createVirtualClock()
  const sleep = async (ms: number) => (interrupted ? Promise.reject(new Error('interrupted')) : clock.sleep(ms))
  const turn = createSpacing({ ...clock, sleep }, 1_000)
  await turn()
  await expect(turn()).rejects.toThrow('interrupted')
  interrupted = false
  expect(await turn()).toBeUndefined()
})
