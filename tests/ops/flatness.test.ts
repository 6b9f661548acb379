import { describe, expect, test } from 'bun:test'
import { flatMemory, restingMemory, type Sample } from '#tests/prove/soak/flatness'

/** Samples of ten minutes, every 5 s, whose memory swings by 20 MB and grows by so many MB a minute. */
const samplesOf = (growth: number, minutes = 10): Sample[] =>
  Array.from({ length: 120 }, (_, at) => {
    const atMinutes = (at / 120) * minutes
    const inUse = 60 + growth * atMinutes + (at % 5) * 4
    return { atMinutes, inUse, resident: inUse + 150, sockets: 30 }
  })

describe('the memory of a soak', () => {
  test('is flat while what is left after a collection does not grow, however it swings', () => {
    expect(flatMemory(samplesOf(0))).toMatchObject({ holds: true })
    expect(flatMemory(samplesOf(3))).toMatchObject({ holds: false, figure: expect.stringContaining('3.0 MB a minute') })
  })

  test('is compared in all if the soak is short', () => {
    expect(flatMemory(samplesOf(30, 1))).toMatchObject({ holds: true })
    expect(flatMemory(samplesOf(300, 1))).toMatchObject({ holds: false })
  })

  test('is at rest what it was at first under load; a service that does not answer has none', () => {
    expect(restingMemory(samplesOf(1), { inUse: 60, resident: 205 })).toMatchObject({ holds: true })
    expect(restingMemory(samplesOf(1), { inUse: 60, resident: 250 })).toMatchObject({ holds: false })
    expect(restingMemory(samplesOf(0), undefined)).toMatchObject({ holds: false })
  })
})
