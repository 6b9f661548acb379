import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { compactTitle, normaliseTitle } from '#catalogue/match/title'

const compact = (title: string) => normaliseTitle(title).compact

describe('spellings of one title have one compact form', () => {
  test.each([
    ['Pokémon Red / Pokémon Blue', 'Pokemon Red/Pokemon Blue'],
    ['FIFA Soccer 2004', 'FIFA 04'],
    ['FIFA Football 2004', "FIFA '04"],
    ['Unreal Tournament 2004', 'Unreal Tournament 2K4'],
    ['NBA 2K9', 'NBA 2K09'],
    ['Grand Theft Auto V', 'Grand Theft Auto 5'],
    ['STAR WARS™ Battlefront™ II', 'Star Wars: Battlefront 2 (Classic, 2005)'],
    ['The Legend of Zelda: Majora’s Mask', "Legend of Zelda, The: Majora's Mask"],
    ['F.E.A.R.', 'FEAR'],
    ['Ratchet & Clank', 'Ratchet and Clank'],
    ['Warhammer 40,000: Dawn of War II', 'Warhammer 40K: Dawn of War 2'],
    ['Halo 3: ODST', 'Halo 3: ODST (weekly JP sales)'],
    ['Tom Clancy’s Rainbow Six® Siege', 'Rainbow Six Siege'],
    ['Saints Row: The Third', 'Saints Row 3'],
    ['HITMAN™2', 'Hitman 2'],
    ['Ｆｉｎａｌ　Ｆａｎｔａｓｙ　Ⅶ', 'Final Fantasy VII'],
    ['Тетрис', 'Tetris'],
    ['Marvel vs. Capcom', 'Marvel Versus Capcom'],
    ['Virtua Tennis 4 (PS Vita)', 'Virtua Tennis 4'],
  ])('%s and %s', (one, other) => expect(compact(one)).toBe(compact(other)))
})

describe('an edition is removed from the compact form', () => {
  test.each([
    ['Fallout 3: Game of the Year Edition', 'Fallout 3', ['goty']],
    ['Plants vs. Zombies GOTY Edition', 'Plants vs. Zombies', ['goty']],
    ["The Witcher: Enhanced Edition Director's Cut", 'The Witcher', ['directorscut', 'enhanced']],
    ['Okami HD', 'Okami', ['hd']],
    ['Endless Space 2 - Digital Deluxe Edition', 'Endless Space 2', ['deluxe']],
    ['Call of Duty: Modern Warfare 2 (Hardened Edition)', 'Call of Duty: Modern Warfare 2', ['hardened']],
    ["Fallout 3 (Collector's Edition)", "Fallout 3: Collector's Edition", ['collectors']],
    ['Tomb Raider: Definitive Edition', 'Tomb Raider', ['definitive']],
    ['Lego City Undercover (Wii U)', 'Lego City Undercover', []],
  ])('%s is %s', (title, work, editions) => {
    expect(compact(title)).toBe(compact(work))
    expect(normaliseTitle(title).editions).toEqual(editions)
    expect(compactTitle(title)).toEqual({ compact: compact(work), editions })
  })
})

describe('titles of different games have different compact forms', () => {
  test.each([
    ['Final Fantasy VII', 'Final Fantasy VII Remake'],
    ['Mega Man X', 'Mega Man 10'],
    ['NHL 2K10', 'NHL 10'],
    ['Battlefield 1942', 'Battlefield 2042'],
    ['MotoGP 3', 'MotoGP 2003'],
    ['Pokémon Gold Version', 'Pokémon Platinum Version'],
    ['Pokémon Red', 'Pokémon Blue'],
    ['Cave Story', 'Cave Story+'],
    ['Portal 2', 'Portal 2 Soundtrack'],
    ['Portal 2', 'Portal 2 Demo'],
    ['BioShock', 'BioShock: The Collection'],
    ['三国志', '水滸伝'],
    ['Halo 3', 'Halo 3: ODST'],
  ])('%s and %s', (one, other) => expect(compact(one)).not.toBe(compact(other)))
})

describe('a hostile title', () => {
  test.each(['', '   ', '???', '!!!', '♥', '\u202e\u200f', '()', '\u0000', 'x'.repeat(10_000), '—'])(
    '%# has an empty compact form',
    (title) => expect(compact(title)).toBe(''),
  )

  test('with invisible characters has the same compact form as without', () =>
    expect(compact('\u202ePor\u200btal 2\u200f')).toBe('portal2'))
  test('of Han letters keeps them', () => expect(compact('猎人物语')).toBe('猎人物语'))
  test('of nothing but a tag or articles keeps them', () => {
    expect(compact('Deluxe')).toBe('deluxe')
    expect(compact('(2012)')).toBe('2012')
    expect(compact('The The')).toBe('thethe')
  })
})

test.each(['Doom (2005, Foo)', 'Doom (Foo, 2005)', 'Doom (Deluxe Edition, Foo)'])(
  'a bracket of which a part belongs to the title is no tag: %s',
  (title) => expect(normaliseTitle(title)).toMatchObject({ year: undefined, editions: [] }),
)

test('a year in brackets is not part of the compact form', () =>
  expect(normaliseTitle('DOOM (2016)')).toMatchObject({ compact: 'doom', year: 2016, numbers: [] }))

test('numbers are found anywhere in a title', () => {
  expect(normaliseTitle('Warhammer 40,000: Space Marine II').numbers).toEqual(['2', '40000'])
  expect(normaliseTitle('Hitman2').numbers).toEqual(['2'])
  expect(normaliseTitle('1942').numbers).toEqual(['1942'])
})

test('normalising never throws', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => Array.isArray(normaliseTitle(title).tokens)),
  ))

test('the compact form of plain words is its own compact form', () => {
  const word = fc.stringMatching(/^[b-hj-uwyz]{4,9}$/).filter((each) => !['complete', 'deluxe', 'redux'].includes(each))
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const once = compact(words.join(' '))
      expect(compact(once)).toBe(once)
    }),
  )
})
