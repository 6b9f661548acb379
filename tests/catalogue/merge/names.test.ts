import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { companyKey, companySlug } from '#catalogue/merge/company'
import { sortTitleOf, titleSlug } from '#catalogue/merge/slug'

test.each([
  ['Nintendo Co., Ltd.', 'nintendo'],
  ['NINTENDO', 'nintendo'],
  ['Take-Two Interactive Software, Inc.', 'take-two-interactive-software'],
  ['11 bit studios S.A.', '11-bit-studios'],
  ['Deep Silver GmbH', 'deep-silver'],
  ['Aspyr (Mac)', 'aspyr'],
  ['Bandai Namco Entertainment Inc.', 'bandai-namco-entertainment'],
  ['Limited', ''],
  ['Inc', ''],
  ['Forever Entertainment S. A.', 'forever-entertainment'],
  ['PlayWay Sp. z o.o.', 'playway'],
  ['Sony Interactive Entertainment Inc. (SIE)', 'sony-interactive-entertainment'],
  ['Konami (KCET)', 'konami-kcet'],
  ['NAMCO BANDAI Games Inc.', 'bandai-namco-entertainment'],
  ['Sony Computer Entertainment, Inc. (SCEI)', 'sony-interactive-entertainment'],
  ['Microsoft Game Studios', 'xbox-game-studios'],
  ['The Creative Assembly', 'creative-assembly'],
  ['The Balance', 'the-balance'],
  ['(Archive) Ubi Soft Entertainment', 'ubisoft'],
  ['From Software', 'fromsoftware'],
  ['FromSoftware, Inc.', 'fromsoftware'],
  ['D3Publisher', 'd3-publisher'],
  ['EA', 'electronic-arts'],
  ['EA Sports', 'ea-sports'],
  ['Sony Computer Entertainment Europe', 'sony-interactive-entertainment-europe'],
  ['Atari', 'atari'],
  ['CD PROJEKT RED', 'cd-projekt-red'],
  ['Ubisoft Montréal', 'ubisoft-montreal'],
  ['???', ''],
  ['4-Aug', ''],
  ['Aug-04', ''],
  ['8-4', '8-4'],
  ['13-lab', '13-lab'],
  ['https://www.spellbook.com/', ''],
  ['www.Spellbook.com', ''],
  ['Unknown Developer', ''],
  ['Unknown Worlds Entertainment', 'unknown-worlds-entertainment'],
  ['The 3DO Company', '3do'],
  ['Sony-Computer Entertainment America', 'sony-interactive-entertainment-america'],
])('the company %s is %s', (name, slug) => expect(companySlug(name)).toBe(slug))

test.each([
  ['B.B. Studio', 'BBStudio Inc.'],
  ['The 3DO Company', '3DO'],
  ['Hexa Drive', 'HexaDrive Inc.'],
  ['DMA-Design', 'Rockstar North'],
])('%s and %s are one company', (one, other) => expect(companyKey(one)).toBe(companyKey(other)))

test.each([
  ['R-Age', 'Rage'],
  ['Mr. L', 'MRL'],
  ['The Games Company', 'Games'],
  ['The Zoo', 'Zoo Corporation'],
  ['Extreme Games', 'Extreme Co., Ltd.'],
  ['MAD Studio', 'M.A.D.'],
])('%s and %s are two companies', (one, other) => expect(companyKey(one)).not.toBe(companyKey(other)))

test('the slug of a company has the key of the company', () =>
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => companyKey(companySlug(name)) === companyKey(name))))

test.each([
  ['Pokémon Red & Blue', 'pokemon-red-and-blue'],
  ["Marvel's Spider-Man", 'marvels-spider-man'],
  ['STAR WARS™ Battlefront™ II', 'star-wars-battlefront-ii'],
  ['Cave Story+', 'cave-story-plus'],
  ['???', 'game'],
  ['', 'game'],
  ['♥', 'hearts'],
])('the slug of %s is %s', (title, slug) => expect(titleSlug(title)).toBe(slug))

test('a slug is made of lower-case words, cut between two of them at 80 characters', () => {
  expect(titleSlug(Array(30).fill('word').join(' '))).toBe(Array(16).fill('word').join('-'))
  expect(titleSlug('x'.repeat(200))).toHaveLength(80)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      expect(titleSlug(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(titleSlug(title).length).toBeLessThanOrEqual(80)
    }),
  )
})

test('a slug of Han letters is readable', () => expect(titleSlug('三国志')).toMatch(/^[a-z]+$/))

test('titles sort without their article, with numbers by size and without accents', () => {
  const sorted = ['The Sims', 'Pokémon 10', 'A Plague Tale', 'Pokemon 2', 'Zelda', 'Élite', 'Sim City'].sort(
    (one, other) => (sortTitleOf(one) < sortTitleOf(other) ? -1 : 1),
  )
  expect(sorted).toEqual(['Élite', 'A Plague Tale', 'Pokemon 2', 'Pokémon 10', 'Sim City', 'The Sims', 'Zelda'])
})

test('a title that is an article or a sign still sorts', () => {
  expect(sortTitleOf('A')).toBe('a')
  expect(sortTitleOf('???')).toBe('???')
})
