import { describe, expect, test } from 'bun:test'
import { firstOfTitles, titleTags, withoutTitleTags } from '#catalogue/clean/title-tags'

describe('tags of collections and shops are no part of a title', () => {
  test.each([
    ['Alundra (USA) (Rev 1)', 'Alundra'],
    ['Xenogears (Japan) (Disc 1)', 'Xenogears'],
    ['Legend of Zelda, The - Ocarina of Time (USA) (Rev 2)', 'Legend of Zelda, The - Ocarina of Time'],
    ['Donkey Kong Country (U) (rev-V1.2) [!]', 'Donkey Kong Country'],
    ['Golden Axe (Europe) (En,Fr,De)', 'Golden Axe'],
    ['Golden_Axe_(Europe).zip', 'Golden Axe'],
    ['Golden Axe (1989)(Sega)(US)[a2]', 'Golden Axe (1989)'],
    ['Shenmue v1.001 (2000)(Sega)(PAL)(Disc 1 of 4)[!].gdi', 'Shenmue (2000)'],
    ['Lemmings (Europe) (Disk 1 of 2)', 'Lemmings'],
    ['Chrono Cross (USA) (Disc 2).chd', 'Chrono Cross'],
    ['Final Fantasy VII (USA) (Disc 1) [SLUS-00700]', 'Final Fantasy VII'],
    ['Sonic (World) (Rev A) (En,Ja) [T+Fre1.0_X]', 'Sonic'],
    ['Spyro (E)(M5)', 'Spyro'],
    ['Contra (USA) (Beta)', 'Contra (Beta)'],
    ['Returnal PS4 & PS5', 'Returnal'],
    ['Ghost of Tsushima PS5™', 'Ghost of Tsushima'],
    ['Spider-Man™ 2 PS5™', 'Spider-Man™ 2'],
    ['Persona 5 Royal for Xbox Series X|S', 'Persona 5 Royal'],
    ['Hades (Xbox Series X|S & Xbox One)', 'Hades'],
    ['Celeste for Nintendo Switch', 'Celeste'],
    ['Mario Kart 8 Deluxe – Nintendo Switch', 'Mario Kart 8 Deluxe'],
    ['The Sims 4 - PC', 'The Sims 4'],
    ['The Sims 4 [boxed]', 'The Sims 4'],
    ['The Sims 4 [sealed, no manual]', 'The Sims 4'],
    ['The Sims 4 (CIB)', 'The Sims 4'],
    ['The Sims 4 (Digital)', 'The Sims 4'],
    ['The Sims 4 (Steam Key)', 'The Sims 4'],
    ['The Sims 4 (PC DVD-ROM)', 'The Sims 4'],
    ['The Sims 4 - PC Download', 'The Sims 4'],
    ['The Sims 4 (Pre-Purchase) | Xbox & Windows 10 - Download Code', 'The Sims 4'],
    ['The Sims 4 [Online Game Code]', 'The Sims 4'],
    ['The Sims 4 EU Steam CD Key', 'The Sims 4'],
    ['The Sims 4 | Steam Key GLOBAL', 'The Sims 4'],
    ['The Sims 4 (PC) Steam Key GLOBAL', 'The Sims 4'],
  ])('%s is %s', (title, bare) => expect(withoutTitleTags(title)).toBe(bare))

  test.each([
    ...[
      'Tetris DS',
      'New Super Mario Bros. Wii',
      'Wii Sports',
      '1-2-Switch',
      'PS5',
      'Nintendo Switch Sports',
      'agar.io',
      'Skeleton Key',
      'The Da Vinci Code',
      'Boxed In',
      'Gift',
      'Download',
      'Zoo: The Key',
      'Zoo - Sealed',
      'Zoo (New)',
      'Aragami - Digital Artbook',
      'Zoo (Digital Deluxe)',
    ],
    ...[
      'DOOM (2016)',
      'Tetris (Nintendo)',
      'Half-Life 2: Episode One',
      'Minecraft: Nintendo Switch Edition',
      '.hack//G.U.',
    ],
    ...['Pokémon (Red)', 'Contra (Beta)', 'Portal [Demo]', 'Halo: Xbox One', '(USA)', 'Super Mario 64 DS'],
    ...['Super Smash Bros. for Wii U', 'Super Smash Bros. for Nintendo 3DS', 'LittleBigPlanet PS Vita'],
  ])('%s stays', (title) => expect(withoutTitleTags(title)).toBe(title))

  test('two titles in one are told by the tags after them', () => {
    const name = 'Streets of Rage 2 ~ Bare Knuckle II - Shitou e no Requiem'
    expect(firstOfTitles(`${name} (World) (Rev A).zip`)).toEqual({
      title: 'Streets of Rage 2 (World) (Rev A).zip',
      others: ['Bare Knuckle II - Shitou e no Requiem'],
    })
    for (const title of [name, 'Tokimeki Memorial ~Forever with You~ (Japan)', ' ~ (Japan)'])
      expect(firstOfTitles(title)).toEqual({ title, others: [] })
  })

  test('two discs differ in their tags, two writings of one do not', () => {
    expect(titleTags('Xenogears (Japan) (Disc 1)')).not.toBe(titleTags('Xenogears (Japan) (Disc 2)'))
    expect(titleTags('Xenogears (Japan) (Disc 1)')).toBe(titleTags('Xenogears (disc 1) (Japan)'))
    expect(titleTags('Xenogears (Disc 1).cue')).not.toBe(titleTags('Xenogears (Disc 1).bin'))
    expect(titleTags('Xenogears')).toBe('')
  })
})
