import { describe, expect, test } from 'bun:test'
import { orInterrupted, untilStopped } from '#lib/interrupt'
import { indexChanges } from '#seed/pipeline/index-changes'
import { silent } from '#seed/pipeline/progress'
import { createTestStores } from '#tests/support/stores'

const never = <T>() => new Promise<T>(() => {})

describe('a stop signal', () => {
  test('ends the wait for a promise that never settles', async () => {
    const stop = new AbortController()
    const waiting = orInterrupted(stop.signal, () => never<string>())
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted' })
  })

  test('ends a stream after the values it has yielded', async () => {
    const stop = new AbortController()
    const values = async function* () {
      yield 1
      queueMicrotask(() => stop.abort())
      yield await never<number>()
    }
    expect(await Array.fromAsync(untilStopped(values(), stop.signal))).toEqual([1])
  })

  test('while indexing fails with `interrupted`', async () => {
    await using stores = await createTestStores()
    await expect(indexChanges(stores, AbortSignal.abort(), silent)).rejects.toMatchObject({ code: 'interrupted' })
  })
})

describe('a stream that is not stopped', () => {
  test('yields every value, and is closed if the consumer leaves early', async () => {
    let closed = false
    const values = async function* () {
      try {
        yield* [1, 2, 3]
      } finally {
        closed = true
      }
    }
    const { signal } = new AbortController()
    expect(await Array.fromAsync(untilStopped(values(), signal))).toEqual([1, 2, 3])
    closed = false
    for await (const value of untilStopped(values(), signal)) if (value === 2) break
    expect(closed).toBe(true)
  })

  test('passes on its error', async () => {
    const failing = async function* (): AsyncIterable<number> {
      yield await Promise.reject(new Error('broken'))
    }
    await expect(Array.fromAsync(untilStopped(failing(), new AbortController().signal))).rejects.toThrow('broken')
  })
})
