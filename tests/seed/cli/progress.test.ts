import { describe, expect, test } from 'bun:test'
import { createPhase } from '#seed/cli/progress-text'

const SECOND = 1000

/** A clock moved by the test, in seconds. */
function clockAt(): { now: () => number; pass: (seconds: number) => void } {
  let at = 0
  return {
    now: () => at,
    pass: (seconds) => {
      at += seconds * SECOND
    },
  }
}

describe('a phase shows', () => {
  test('bytes, records, speed and time left', () => {
    const { now, pass } = clockAt()
    const phase = createPhase('reading', 'bytes', now)
    phase.at(0, 20_000_000, 0)
    pass(10)
    phase.at(5_000_000, 20_000_000, 100_000)
    expect(phase.text()).toBe('25 %, 5.0 of 20.0 MB, 100,000 records, 10,000 a second, about 30 s left')
    expect(phase.share()).toBe(0.25)
  })

  test('no share and no time left if its total is unknown', () => {
    const { now, pass } = clockAt()
    const phase = createPhase('reading', 'pages', now)
    phase.at(1, undefined, 1_000)
    pass(61)
    phase.at(2, undefined, 2_000)
    expect(phase.text()).toBe('2 pages, 2,000 records, 16 a second')
    expect(phase.share()).toBeUndefined()
  })

  test('its time if nothing is counted in it', () => {
    const { now, pass } = clockAt()
    const phase = createPhase('archiving', undefined, now)
    pass(12)
    expect(phase.text()).toBe('12 s so far')
  })

  test('no speed before it is known, and no time left at its end', () => {
    const { now, pass } = clockAt()
    const phase = createPhase('indexing', 'games', now)
    phase.at(1, 4, 1)
    expect(phase.text()).toBe('25 %, 1 of 4 games')
    pass(1)
    phase.at(4, 4, 4)
    expect(phase.text()).toBe('100 %, 4 of 4 games, 3 a second')
  })
})

describe('the time left', () => {
  const textAfter = (steps: readonly [seconds: number, done: number][], total: number) => {
    const { now, pass } = clockAt()
    const phase = createPhase('reading', 'pages', now)
    for (const [seconds, done] of steps) {
      pass(seconds)
      phase.at(done, total, done)
    }
    return phase.text()
  }

  test('counts the progress of a resumed run, not that before it', () => {
    expect(
      textAfter(
        [
          [0, 900],
          [10, 910],
        ],
        995,
      ),
    ).toContain('about 85 s left')
  })

  test('follows the recent speed, not that of the beginning', () => {
    const slow = Array.from({ length: 60 }, (_, at): [number, number] => [1, at])
    const fast = Array.from({ length: 60 }, (_, at): [number, number] => [1, 60 + at * 10])
    expect(textAfter([...slow, ...fast], 950)).toContain('about 30 s left')
  })

  test('includes the pauses of a crawl limited to one request a minute', () => {
    const pages = Array.from({ length: 6 }, (_, at): [number, number] => [61, at + 1])
    expect(textAfter(pages, 126)).toContain('about 2 h 2 min left')
  })
})
