import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { cleanCompany, splitCompanies } from '#catalogue/clean/company'
import { decodeEntities } from '#catalogue/clean/entities'
import { isMissing } from '#catalogue/clean/missing'
import { isDestroyed, repairMojibake } from '#catalogue/clean/mojibake'
import { cleanText } from '#catalogue/clean/text'
import { cleanTitle } from '#catalogue/clean/title'

describe('a title', () => {
  test.each([
    ['  SoulCalibur ', 'SoulCalibur'],
    ['Fifa  Soccer\t2004', 'Fifa Soccer 2004'],
    ['Tom Clancy\u00a0s\u0007 Game', 'Tom Clancy s Game'],
    ['Ratchet &amp; Clank', 'Ratchet & Clank'],
    ['Pok\u00c3\u00a9mon', 'Pokémon'],
    ['Poke\u0301mon', 'Pokémon'],
    ['Legend of Zelda, The', 'Legend of Zelda, The'],
    ['NBA 2K10', 'NBA 2K10'],
    ['ソニック', 'ソニック'],
  ])('%j is shown as %j', (dirty, clean) => expect(cleanTitle(dirty)).toBe(clean))

  test.each([
    ['\u202eTetris\u202c', 'Tetris'],
    ['Te\u00adtris', 'Tetris'],
    ['Sonic\u3164Mania', 'Sonic Mania'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩\u200d🚀', '👩\u200d🚀'],
    ['Mega Man&#13;&#10;&#151; X', 'Mega Man — X'],
  ])('%j is shown as %j, without what cannot be seen', (dirty, clean) => expect(cleanTitle(dirty)).toBe(clean))

  test.each([
    ...['', '   ', '\u200b', '\u202e', '\u200d', '\u00ad', '\ufe0f', '\u0301\u0301', '\u3164', '\u2800', '\u115f'],
    ...['\u2066\u2069', '&#x202e;', '&nbsp;'],
  ])('%j is no title', (dirty) => expect(cleanTitle(dirty)).toBeUndefined())

  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB é&Ã©™  \t;#38') }), (text) => {
        const once = cleanText(text).replaceAll('&', '')
        expect(cleanText(once)).toBe(cleanText(cleanText(once)))
      }),
    )
  })
})

describe('mojibake', () => {
  test.each([
    ['PokÃ©mon', 'Pokémon'],
    ['Donâ€™t Starve', 'Don’t Starve'],
    ['PokÃƒÂ©mon', 'Pokémon'],
    ['PokÌ©mon', 'Pokémon'],
    ['NOÌÇL: NOT DiGITAL', 'NOëL: NOT DiGITAL'],
    ['Super Robot Taisen ë±', 'Super Robot Taisen α'],
    ['Pok\u0329mon', 'Pokémon'],
  ])('%j is provably %j', (broken, whole) => expect(repairMojibake(broken)).toBe(whole))

  test.each(['Pokémon', 'TOUCHÉ™', 'Ã', 'Déjà Vu', '1080\ufffd', 'ə', 'Sakura Taisen ～', 'EinhÌ_nder', 'ñü'])(
    '%j is left alone',
    (text) => expect(repairMojibake(text)).toBe(text),
  )

  const words = [
    ...'élève façon où Noël cœur ŒUVRE ÎLE À Ça Ÿ l’été « Début » n° 1ʳᵉ Wiedźmin Łódź ŻÓŁĆ źrebię İstanbul ığdır ÇÖL'.split(
      ' ',
    ),
    ...'東方 ファイナル 「勇者」 ～ ー Größe ẞ NÃO CORAÇÃO LLEGÓ ÑANDÚ ¡Sí! Việt Đường Příliš Сталкер Ωμέγα 한국'.split(
      ' ',
    ),
  ]
  const sentences = fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom('', '™', '®', '…')), { minLength: 1, maxLength: 5 })
    .map((pairs) => pairs.map((pair) => pair.join('')).join(' '))

  test('words of any language are never touched, whatever sign stands behind them', () =>
    fc.assert(fc.property(sentences, (text) => expect(repairMojibake(text)).toBe(text))))

  // Letters only: a sign after an accented letter (`é’™`) may by chance be a character of UTF-8.
  test('letters read wrongly once are repaired, and sound ones are never touched', () => {
    const windows1252 = new TextDecoder('windows-1252')
    const titles = fc.string({ unit: fc.constantFrom(...'aZ 7éüñçαЖゼ') })
    fc.assert(
      fc.property(titles, (title) => {
        expect(repairMojibake(windows1252.decode(new TextEncoder().encode(title)))).toBe(title)
        expect(repairMojibake(title)).toBe(title)
      }),
    )
  })

  test('lost letters are seen', () => {
    expect(isDestroyed('1080\ufffd')).toBe(true)
    expect(isDestroyed('EinhÌ_nder')).toBe(true)
    expect(isDestroyed('EinhÃ_nder')).toBe(true)
    expect(isDestroyed('Pokémon')).toBe(false)
  })
})

test('entities are decoded once, and an ampersand that begins none stays', () => {
  expect(decodeEntities('Q&amp;A &#39;x&#x27; &reg; &bogus; AT&T; &amp;amp; &#0; &#xD800;')).toBe(
    "Q&A 'x' ® &bogus; AT&T; &amp; &#0; &#xD800;",
  )
  expect(decodeEntities('&Agrave; &szlig; &yuml; &frac12; &oelig;uvre &laquo;&ntilde;&raquo; don&#146;t &#150;')).toBe(
    'À ß ÿ ½ œuvre «ñ» don’t –',
  )
})

test('words that say there is no value are told from values', () => {
  for (const word of ['', 'N/A', 'tbd', 'TBA', 'Unknown']) expect(isMissing(word)).toBe(true)
  for (const word of ['0', 'Unknown Worlds', 'Naughty Dog']) expect(isMissing(word)).toBe(false)
})

describe('companies', () => {
  test.each([
    ['Indies Zero ', 'Indies Zero'],
    ['Unknown', undefined],
    ['N/A', undefined],
    ['Self-Published', undefined],
    ['(none)', undefined],
    ['Various', undefined],
    ['Various Toys', 'Various Toys'],
    ['', undefined],
    ['Studio \ufffd', undefined],
  ])('%j is %j', (text, name) => expect(cleanCompany(text)).toBe(name))

  test.each([
    ['Infinity Ward, Sledgehammer Games', ['Infinity Ward', 'Sledgehammer Games']],
    ['Pipeworks Software, Inc.', ['Pipeworks Software, Inc.']],
    ['Sanuk Software Co., Ltd., Sanuk Games', ['Sanuk Software Co., Ltd.', 'Sanuk Games']],
    ['Nival Interactive / La\u00a0Plata\u00a0Studios', ['Nival Interactive', 'La Plata Studios']],
    ['Naughty Dog, SCE/WWS', ['Naughty Dog', 'SCE/WWS']],
    ['Cyberhead, Sony Computer Entertainment, Inc. (SCEI)', ['Cyberhead', 'Sony Computer Entertainment, Inc. (SCEI)']],
    ['SSI (Strategic Simulations, Inc.), Westwood', ['SSI (Strategic Simulations, Inc.)', 'Westwood']],
    ['Atlantis\t, Atlantis', ['Atlantis']],
    ['Unknown', []],
    ['', []],
  ])('%j lists %j', (text, names) => expect(splitCompanies(text)).toEqual(names))
})
