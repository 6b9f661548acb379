import { describe, expect, test } from 'bun:test'
import { createServerHealth } from '#db/postgres/health'

const never = () => Promise.reject(new Error('down'))

describe('the health of a server', () => {
  test('is trusted until three connections in a row are silent', () => {
    const health = createServerHealth(never)
    for (const _ of [1, 2]) health.silent()
    health.answered()
    for (const _ of [1, 2]) health.silent()
    expect(health.isTrusted()).toBe(true)
    health.silent()
    expect(health.isTrusted()).toBe(false)
    health.close()
  })

  test('is trusted again after a probe has an answer, a second later, and not probed any more', async () => {
    let probes = 0
    const health = createServerHealth(async () => {
      if (++probes === 1) throw new Error('still down')
    })
    for (const _ of [1, 2, 3, 4]) health.silent()
    while (!health.isTrusted()) await Bun.sleep(50)
    await Bun.sleep(1_200)
    expect(probes).toBe(2)
    health.close()
  }, 30_000)

  test('is not probed after it is closed', async () => {
    let probes = 0
    const health = createServerHealth(async () => {
      probes++
    })
    for (const _ of [1, 2, 3]) health.silent()
    health.close()
    await Bun.sleep(1_300)
    expect(probes).toBe(0)
  })
})
