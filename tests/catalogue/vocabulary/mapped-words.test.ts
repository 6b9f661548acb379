import { describe, expect, test } from 'bun:test'
import type { CatalogueRecord } from '#catalogue/record'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'

const WORDS: MappedWords = {
  platform: new Map([['wireless', 'mobile']]),
  genre: new Map([
    ['openworld', 'adventure'],
    ['sandbox', 'adventure'],
    ['rpg', 'strategy'],
  ]),
  region: new Map([
    ['atlantis', 'eu'],
    ['europe', 'na'],
  ]),
  board: new Map([['guild', 'pegi']]),
}
const record: CatalogueRecord = { title: 'Tetris', genres: ['puzzle'], unknown: {} }

describe('a word that a person has mapped', () => {
  test('is read as if the source had used ours, in any spelling, and is kept in the record', () => {
    const unknown = { platforms: ['Wire-less'], genres: ['Open World', 'SANDBOX', 'Fantasy'] }
    expect(withMappedWords({ ...record, unknown }, WORDS, 'a')).toEqual({
      title: 'Tetris',
      genres: ['puzzle', 'adventure'],
      releases: [{ platform: 'mobile' }],
      unknown,
    })
  })

  test('adds no platform and no genre twice', () => {
    const known = { ...record, genres: ['adventure'], releases: [{ platform: 'mobile', salesCopies: 5 }] }
    const read = withMappedWords({ ...known, unknown: { platforms: ['Wireless'], genres: ['Sandbox'] } }, WORDS, 'a')
    expect(read).toMatchObject({ genres: ['adventure'], releases: [{ platform: 'mobile', salesCopies: 5 }] })
    expect(read.releases).toHaveLength(1)
  })

  test('wins over the vocabulary, whose later additions apply too', () => {
    expect(withMappedWords({ ...record, unknown: { genres: ['RPG'] } }, WORDS, 'a').genres).toEqual([
      'puzzle',
      'strategy',
    ])
    expect(withMappedWords({ ...record, unknown: { genres: ['Pinball'] } }, WORDS, 'a').genres).toEqual([
      'puzzle',
      'pinball',
    ])
  })

  test('is replaced in regions and ratings; a known word is not', () => {
    const stated = {
      ...record,
      releases: [
        { platform: 'pc', region: 'Atlantis+jp' },
        { platform: 'pc', region: 'Europe' },
        { platform: 'mobile' },
      ],
      ratings: [
        { board: 'GUILD', rating: 'Guild 12' },
        { board: 'usk', rating: '12' },
      ],
    }
    const read = withMappedWords({ ...stated, unknown: { regions: ['Atlantis'], boards: ['GUILD'] } }, WORDS, 'a')
    expect(read.releases).toEqual([
      { platform: 'pc', region: 'eu+jp' },
      { platform: 'pc', region: 'Europe' },
      { platform: 'mobile' },
    ])
    expect(read.ratings).toEqual([
      { board: 'pegi', rating: '12' },
      { board: 'usk', rating: '12' },
    ])
  })

  test('changes no record without that word', () => {
    const other = { ...record, unknown: { genres: ['Fantasy'], platforms: ['Legacy Computer'], boards: ['Nobody'] } }
    expect(withMappedWords(other, WORDS, 'a')).toBe(other)
    expect(withMappedWords(record, WORDS, 'a')).toBe(record)
  })
})
