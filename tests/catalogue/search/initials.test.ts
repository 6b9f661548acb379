import { describe, expect, test } from 'bun:test'
import { initialsOf, initialsTextsOf } from '#catalogue/search/initials'

const INITIALS: [string, string[]][] = [
  ['Grand Theft Auto V', ['gtav', 'gta5']],
  ['The Legend of Zelda: Breath of the Wild', ['botw', 'loz']],
  ['Star Wars: Knights of the Old Republic', ['kotor', 'swkotor']],
  ['Counter-Strike: Global Offensive', ['csgo']],
  ['Red Dead Redemption 2', ['rdr2']],
  ['Age of Empires II: Definitive Edition', ['aoe2', 'aoe2de']],
  ['Final Fantasy VII', ['ff7', 'ffvii']],
  ["PlayerUnknown's Battlegrounds", ['pubg']],
  ['Battlefield 4', ['bf4']],
  ["Tom Clancy's Rainbow Six Siege", ['r6s', 'rss']],
]

const TEXTS: [string, string][] = [
  ['Grand Theft Auto: San Andreas', 'gta san andreas'],
  ['Call of Duty: Ghosts', 'cod ghosts'],
  ["Assassin's Creed Odyssey", 'ac odyssey'],
  ['Need for Speed: Most Wanted', 'nfs most wanted'],
  ['Final Fantasy VII Remake', 'ff7 remake'],
]

describe('initials', () => {
  test.each(INITIALS)('%s is found as %p', (title, initials) =>
    expect(initialsOf(title)).toEqual(expect.arrayContaining(initials)),
  )

  test.each(TEXTS)('%s is found as %s', (title, text) => expect(initialsTextsOf(title)).toContain(text))

  test('a title of one word has none', () => expect(initialsOf('Tetris')).toEqual([]))
})
