import { describe, expect, test } from 'bun:test'
import { within } from '#lib/deadline'

describe('a deadline', () => {
  test('returns the value of work that ends in time, and passes on its error', async () => {
    expect(await within(60_000, Promise.resolve(1))).toBe(1)
    await expect(within(60_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  })

  test('ends the wait for work that never ends, or fails later', async () => {
    expect(await within(1, new Promise(() => {}))).toBe('late')
    const work = Promise.withResolvers<never>()
    expect(await within(1, work.promise)).toBe('late')
    work.reject(new Error('too late for anybody'))
    await Bun.sleep(1)
  })
})
