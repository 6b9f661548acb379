import { describe, expect, test } from 'bun:test'
import { createBodyReader } from '#src/http/body-bytes'

const LIMITS = { bodyBytes: 10, bodyBytesAtOnce: 15, bodyMs: 200 }

/** Returns a body of which these pieces arrive; it ends then unless `isOpen` is set. */
const bodyOf = (pieces: readonly string[], isOpen = false) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      if (!isOpen) controller.close()
    },
  })

describe('a body', () => {
  test('is read whole, in however many pieces it arrives', async () => {
    const { read } = createBodyReader(LIMITS)
    for (const pieces of [[], ['abc'], ['a', '', 'bc'], ['0123456789']])
      expect(Buffer.from((await read(bodyOf(pieces))) as Uint8Array).toString()).toBe(pieces.join('')) // safe: within the limits
  })

  test('of one byte too much is given up, without waiting for its end', async () => {
    const { read } = createBodyReader(LIMITS)
    expect(await read(bodyOf(['0123456789', 'a']))).toBe('too_large')
    expect(await read(bodyOf(['0123456789a'], true))).toBe('too_large')
  })

  test('that does not arrive in time is given up', async () => {
    const { read } = createBodyReader(LIMITS)
    expect(await read(bodyOf(['abc'], true))).toBe('too_slow')
  })

  test('that breaks off is given up', async () => {
    const { read } = createBodyReader(LIMITS)
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) })
    expect(await read(broken)).toBe('broken_off')
  })

  test('beside others is given up if they have too many bytes together, and is read once they have ended', async () => {
    const { read, receiving } = createBodyReader(LIMITS)
    const slow = [read(bodyOf(['01234567'], true)), read(bodyOf(['0'], true))]
    expect(receiving()).toBe(2)
    expect(await read(bodyOf(['0123456']))).toBe('too_many')
    expect(await Promise.all(slow)).toEqual(['too_slow', 'too_slow'])
    expect(receiving()).toBe(0)
    expect(await read(bodyOf(['0123456']))).toBeInstanceOf(Uint8Array)
  })
})
