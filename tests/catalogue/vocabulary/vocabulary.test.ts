import { describe, expect, test } from 'bun:test'
import { BOARDS } from '#catalogue/vocabulary/board-list'
import { currentName, currentSlug, OTHER_SLUGS } from '#catalogue/vocabulary/companies'
import { familyLabel, TRANSLATED_FAMILIES } from '#catalogue/vocabulary/families'
import { GENRES } from '#catalogue/vocabulary/genres'
import { standardVocabulary, vocabularyOf, wordKey, wordsOf, wordsOfPlatform } from '#catalogue/vocabulary/lookup'
import { PLATFORMS } from '#catalogue/vocabulary/platforms'
import { GENERATION_SLUGS } from '#catalogue/vocabulary/platforms/generations'
import { LAUNCHED_SLUGS, launchYearOf } from '#catalogue/vocabulary/platforms/launches'
import { PLAYING_SLUGS } from '#catalogue/vocabulary/platforms/plays'
import { REGIONS } from '#catalogue/vocabulary/region-list'
import type { Region } from '#catalogue/vocabulary/vocabulary'

/** Returns the words that two different entries have. */
function claimedTwice<Entry extends { slug: string }>(entries: readonly Entry[], wordsOf: (entry: Entry) => string[]) {
  const owners = new Map<string, string>()
  return entries.flatMap((entry) =>
    [...new Set(wordsOf(entry).map(wordKey))].filter((key) => {
      const owner = owners.get(key)
      owners.set(key, entry.slug)
      return owner !== undefined
    }),
  )
}

describe('the vocabulary', () => {
  test('no word means two platforms, genres, regions or boards', () => {
    expect(claimedTwice(PLATFORMS, wordsOfPlatform)).toEqual([])
    for (const entries of [GENRES, REGIONS, BOARDS]) expect(claimedTwice<Region>(entries, wordsOf)).toEqual([])
  })

  test('every generation belongs to an existing platform, and a platform has one only', () => {
    const slugs = new Set(PLATFORMS.map(({ slug }) => slug))
    expect(GENERATION_SLUGS.filter((slug) => !slugs.has(slug))).toEqual([])
    expect(PLATFORMS.filter(({ generation }) => generation !== null)).toHaveLength(GENERATION_SLUGS.length)
  })

  test('every launch year belongs to an existing platform, and a platform has one only', () => {
    const slugs = new Set(PLATFORMS.map(({ slug }) => slug))
    expect(LAUNCHED_SLUGS.filter((slug) => !slugs.has(slug))).toEqual([])
    expect(PLATFORMS.filter(({ slug }) => launchYearOf(slug) !== undefined)).toHaveLength(LAUNCHED_SLUGS.length)
  })

  test('every platform that plays the games of another exists, and so does the other', () => {
    const slugs = new Set(PLATFORMS.map(({ slug }) => slug))
    expect(PLAYING_SLUGS.filter((slug) => !slugs.has(slug))).toEqual([])
  })

  test('every translated family exists, and any other keeps its name', () => {
    const families = new Set(PLATFORMS.map(({ family }) => family))
    expect(TRANSLATED_FAMILIES.filter((family) => !families.has(family))).toEqual([])
    expect(familyLabel('Home computer')).toEqual({ en: 'Home computer', fr: 'Micro-ordinateur' })
    expect(familyLabel('PlayStation')).toEqual({ en: 'PlayStation', fr: 'PlayStation' })
  })

  test('ids fit the stores and are unique', () => {
    for (const entries of [PLATFORMS, GENRES]) {
      const ids = entries.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.every((id) => Number.isInteger(id) && id > 0 && id < 32_767)).toBe(true)
    }
  })

  test('ids and slugs stay what they were', () => {
    const known = (entries: readonly { id: number; slug: string }[], slugs: string[]) =>
      Object.fromEntries(entries.filter(({ slug }) => slugs.includes(slug)).map(({ slug, id }) => [slug, id]))
    expect(known(PLATFORMS, ['nes', 'ps2', 'xbox-360', 'genesis', 'pc', 'ios', '3do', 'zx-spectrum'])).toEqual({
      nes: 100,
      ps2: 201,
      'xbox-360': 301,
      genesis: 400,
      pc: 500,
      ios: 600,
      '3do': 1200,
      'zx-spectrum': 1400,
    })
    expect(known(GENRES, ['action', 'role-playing', 'family'])).toEqual({ action: 1, 'role-playing': 4, family: 27 })
  })

  test('slugs are words of URLs', () => {
    for (const { slug } of [...PLATFORMS, ...GENRES, ...REGIONS, ...BOARDS])
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })
})

test('a company has one slug for all its names', () => {
  expect(new Set(OTHER_SLUGS).size).toBe(OTHER_SLUGS.length)
  for (const slug of OTHER_SLUGS) {
    expect(currentSlug(currentSlug(slug))).toBe(currentSlug(slug))
    expect(currentName(currentSlug(slug))).toBeString()
  }
})

describe('looking up', () => {
  test.each([
    ['PlayStation 2', 'ps2'],
    ['playstation2', 'ps2'],
    ['PS2', 'ps2'],
    ['X360', 'xbox-360'],
    ['XONE', 'xbox-one'],
    ['Xbox Series S/X', 'xbox-series'],
    ['Xbox Series X|S', 'xbox-series'],
    ['WIIU', 'wii-u'],
    ['Game Boy Advance', 'game-boy-advance'],
    ['Sega Mega Drive/Genesis', 'genesis'],
    ['Mega-CD', 'sega-cd'],
    ['PC (Microsoft Windows)', 'pc'],
    ['Super Famicom', 'snes'],
    ['pokemon mini', 'pokemon-mini'],
    ['ps2', 'ps2'],
  ])('%s is %s', (word, slug) => expect(standardVocabulary.platform(word)?.slug).toBe(slug))

  test.each(['', '2003', 'Remake', 'PSN', 'PlayStation Network', 'G', 'X', 'Commodore / Amiga', 'Nintendo eShop'])(
    '%j is never guessed at',
    (word) => expect(standardVocabulary.platform(word)).toBeUndefined(),
  )

  test.each([
    ['Role-Playing', 'role-playing'],
    ['Role Playing', 'role-playing'],
    ['Action RPG', 'role-playing'],
    ['Role-playing (RPG)', 'role-playing'],
    ["Beat-'Em-Up", 'beat-em-up'],
    ['Sport', 'sports'],
    ['Jeu de rôle', 'role-playing'],
  ])('%s is the genre %s', (word, slug) => expect(standardVocabulary.genre(word)?.slug).toBe(slug))

  test.each(['Misc', 'Modern', 'Horror', '', '3D'])('%j is no genre', (word) =>
    expect(standardVocabulary.genre(word)).toBeUndefined(),
  )

  test('a word of two entries belongs to the first', () => {
    const entry = { label: { en: 'A', fr: 'A' }, name: 'A', family: null, generation: null, aliases: ['same'] }
    const platforms = ['one', 'two'].map((slug, at) => ({ id: at + 1, slug, ...entry }))
    const vocabulary = vocabularyOf({ platforms, genres: [], regions: [], boards: [] })
    expect(vocabulary.platform('SAME')?.slug).toBe('one')
    expect(vocabulary.platform('two')?.slug).toBe('two')
  })
})
