import { describe, expect, test } from 'bun:test'
import { foldQuery } from '#catalogue/search/query'

const PLATFORMS: Record<string, string> = {
  pc: 'pc',
  switch: 'switch',
  'nintendo switch': 'switch',
  'xbox 360': 'xbox-360',
}
const hintOf = (q: string) => foldQuery(q, (words) => PLATFORMS[words]).hint

describe('the hint at the end of a query', () => {
  test('a platform at the end is a hint, the longest name of one first', () => {
    expect(hintOf('Zelda Nintendo Switch')).toMatchObject({ platform: 'switch', rest: { fold: 'zelda' } })
    expect(hintOf('halo xbox 360')).toMatchObject({ platform: 'xbox-360', rest: { fold: 'halo' } })
  })

  test('a year at the end is a hint, also next to a platform, in either order', () => {
    expect(hintOf('doom 2016')).toMatchObject({ year: 2016, rest: { fold: 'doom' } })
    expect(hintOf('doom 2016 pc')).toMatchObject({ year: 2016, platform: 'pc', rest: { fold: 'doom' } })
    expect(hintOf('doom pc 2016')).toMatchObject({ year: 2016, platform: 'pc', rest: { fold: 'doom' } })
  })

  test('a query that is only a platform or a number is a title', () => {
    expect(hintOf('switch')).toBeUndefined()
    expect(hintOf('2048')).toBeUndefined()
    expect(hintOf('cyberpunk 2077')).toBeUndefined()
  })

  test('a query is folded like a title', () => {
    const query = foldQuery('The Legend of Zelda II', () => undefined)
    expect(query).toMatchObject({ norm: 'legend zelda 2', compact: 'legendzelda2', joined: 'thelegendofzeldaii' })
  })
})
