import { describe, expect, test } from 'bun:test'
import { cached } from '#src/http/cached'

describe('a cached value', () => {
  test('is loaded once for concurrent calls, and not again while it is fresh', async () => {
    let loads = 0
    const value = cached(60_000, async () => ++loads)
    expect(await Promise.all([value(), value(), value()])).toEqual([1, 1, 1])
    expect(await value()).toBe(1)
  })

  test('is loaded again once it is too old', async () => {
    let loads = 0
    const value = cached(0, async () => ++loads)
    expect([await value(), await value()]).toEqual([1, 2])
  })

  test('that could not be loaded is loaded again by the next call', async () => {
    let loads = 0
    const value = cached(60_000, async () => {
      loads += 1
      if (loads === 1) throw new Error('down')
      return loads
    })
    expect(value()).rejects.toThrow('down')
    await Bun.sleep(0)
    expect(await value()).toBe(2)
  })
})
