import { expect, test } from 'bun:test'
import { createSlots } from '#src/http/slots'

test('slots run as much work at once as they are, the rest in order, and refuse what is too much', async () => {
  const slots = createSlots(2, 2)
  const ended: string[] = []
  const works = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, ...Promise.withResolvers<string>() }))
  const results = works.map(async ({ name, promise }) => {
    const result = await slots(() => promise)
    if (result !== 'full') ended.push(name)
    return result
  })
  expect(await results[4]).toBe('full')
  for (const { name, resolve } of works) {
    resolve(name)
    await Bun.sleep(1)
  }
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd', 'full'])
  expect(ended).toEqual(['a', 'b', 'c', 'd'])
})

test('work that fails gives its slot back', async () => {
  const slots = createSlots(1, 1)
  const failing = slots(() => Promise.reject(new Error('broken')))
  const next = slots(async () => 'done')
  expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('done')
})
