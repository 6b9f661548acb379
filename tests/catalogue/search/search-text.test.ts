import { describe, expect, test } from 'bun:test'
import { searchTextOf } from '#catalogue/search/search-text'

const textOf = (title: string, alternativeNames: string[] = []) => searchTextOf({ title, alternativeNames })

describe('the search text of a game', () => {
  test('the year that a source appends to the title is left out', () => {
    expect(textOf('Doom (2016)')).toMatchObject({ base: 'Doom', fold: 'doom', norm: 'doom', compact: 'doom' })
  })

  test('spaces and small words can be left out', () => {
    const text = textOf('The Legend of Zelda')
    expect(text.compact).toBe('legendzelda')
    expect(text.alternativeCompacts).toContain('thelegendofzelda')
  })

  test('two titles in one name are alternatives each', () => {
    expect(textOf('Pokémon Red/Pokémon Blue').alternativeFolds).toEqual(['pokemon red', 'pokemon blue'])
    expect(textOf('Fate/stay night').alternativeFolds).toEqual([])
  })

  test('other names are folded, and a name that only repeats the title adds nothing', () => {
    const text = textOf('Resident Evil', ['Biohazard', 'RESIDENT EVIL'])
    expect(text.alternativeFolds).toEqual(['biohazard'])
  })

  test('popularity is a logarithm, and an unknown one counts as a few hundred players', () => {
    expect(searchTextOf({ title: 'Elite', alternativeNames: [], popularity: 999 }).pop).toBeCloseTo(3)
    expect(searchTextOf({ title: 'Elite', alternativeNames: [], popularity: 0 }).pop).toBe(0)
    expect(textOf('Elite').pop).toBe(2.5)
  })
})
