/** A real game as these tests insert it, with slugs of the vocabulary. */
export type TestGame = {
  title: string
  year: number
  platforms: string[]
  genres: string[]
  company: string
  players: number
  critics?: number
  source: 'alpha' | 'beta'
  kind: string
  disputed: boolean
  alternativeNames: string[]
  updated: string
}

type Rest = Partial<Omit<TestGame, 'title' | 'year' | 'platforms' | 'genres' | 'company' | 'players'>>

/** Returns a game with its defaults. Platforms and genres are slugs with spaces between. */
export const aGame = (
  title: string,
  year: number,
  platforms: string,
  genres: string,
  company: string,
  players: number,
  rest: Rest = {},
): TestGame => ({
  ...{ title, year, company, players, platforms: platforms.split(' '), genres: genres.split(' ') },
  ...{ source: 'alpha', kind: 'game', disputed: false, alternativeNames: [], updated: '2024-01-01T00:00:00Z', ...rest },
})

/** A few dozen well-known games, for which the right result of a query is beyond dispute. */
export const GAMES: readonly TestGame[] = [
  aGame('The Legend of Zelda', 1986, 'nes', 'adventure', 'nintendo', 6_500_000, {
    critics: 84,
    disputed: true,
  }),
  aGame('The Legend of Zelda: A Link to the Past', 1991, 'snes', 'adventure', 'nintendo', 4_600_000, { critics: 94.6 }),
  aGame('Zelda II: The Adventure of Link', 1987, 'nes', 'adventure', 'nintendo', 4_380_000),
  aGame('The Legend of Zelda: Ocarina of Time', 1998, 'nintendo-64', 'adventure', 'nintendo', 11_800_000, {
    critics: 99,
    disputed: true,
    alternativeNames: ['ゼルダの伝説 時のオカリナ', '塞尔达传说：时之笛'],
  }),
  aGame("The Legend of Zelda: Majora's Mask", 2000, 'nintendo-64', 'adventure', 'nintendo', 3_400_000, { critics: 95 }),
  aGame('The Legend of Zelda: Breath of the Wild', 2017, 'switch wii-u', 'adventure action', 'nintendo', 30_000_000, {
    critics: 97,
  }),
  aGame("Link's Awakening", 1993, 'game-boy', 'adventure', 'nintendo', 3_800_000),
  aGame('Fallout', 1997, 'pc', 'role-playing', 'interplay', 600_000, { critics: 89 }),
  aGame('Fallout 3', 2008, 'pc ps3 xbox-360', 'role-playing shooter', 'bethesda', 12_000_000, { critics: 93 }),
  aGame('Fallout: New Vegas', 2010, 'pc ps3 xbox-360', 'role-playing shooter', 'bethesda', 11_000_000, {
    critics: 84,
    source: 'beta',
  }),
  aGame('Fallout: New Vegas - Old World Blues', 2011, 'pc ps3 xbox-360', 'role-playing', 'bethesda', 900_000, {
    kind: 'dlc',
  }),
  aGame('Fallout 4', 2015, 'pc ps4 xbox-one', 'role-playing shooter', 'bethesda', 25_000_000, { critics: 87 }),
  aGame('Pokémon Red/Pokémon Blue', 1996, 'game-boy', 'role-playing', 'nintendo', 31_000_000),
  aGame('Pokémon Gold/Pokémon Silver', 1999, 'game-boy-color', 'role-playing', 'nintendo', 23_000_000),
  aGame('Pokémon Diamond', 2006, 'nintendo-ds', 'role-playing', 'nintendo', 17_000_000),
  aGame('Pokémon Sword', 2019, 'switch', 'role-playing', 'nintendo', 25_000_000, { critics: 80 }),
  aGame('Grand Theft Auto III', 2001, 'ps2 pc', 'action', 'rockstar', 14_000_000, { critics: 97 }),
  aGame('Grand Theft Auto: Vice City', 2002, 'ps2 pc', 'action', 'rockstar', 17_000_000, { critics: 95 }),
  aGame('Grand Theft Auto: San Andreas', 2004, 'ps2 pc', 'action', 'rockstar', 27_000_000, { critics: 95 }),
  aGame('Grand Theft Auto IV', 2008, 'ps3 xbox-360 pc', 'action', 'rockstar', 25_000_000, { critics: 98 }),
  aGame('Grand Theft Auto V', 2013, 'ps3 ps4 xbox-360 pc', 'action', 'rockstar', 190_000_000, { critics: 97 }),
  aGame('Final Fantasy VI', 1994, 'snes', 'role-playing', 'square', 3_500_000, { critics: 92 }),
  aGame('Final Fantasy VII', 1997, 'ps1 pc', 'role-playing', 'square', 13_000_000, { critics: 92 }),
  aGame('Final Fantasy VIII', 1999, 'ps1 pc', 'role-playing', 'square', 9_600_000, { critics: 90 }),
  aGame('Final Fantasy X', 2001, 'ps2', 'role-playing', 'square', 8_500_000, { critics: 92 }),
  aGame('Resident Evil', 1996, 'ps1', 'action', 'capcom', 5_000_000, { critics: 91, alternativeNames: ['Biohazard'] }),
  aGame('Resident Evil 4', 2005, 'gamecube ps2', 'action', 'capcom', 11_000_000, {
    critics: 96,
    alternativeNames: ['Biohazard 4'],
  }),
  aGame('Doom', 1993, 'pc', 'shooter', 'id-software', 3_500_000, { critics: 90 }),
  aGame('Doom (2016)', 2016, 'pc ps4 xbox-one', 'shooter', 'id-software', 9_000_000, { critics: 85 }),
  aGame('Minecraft', 2011, 'pc', 'simulation', 'mojang', 238_000_000, { critics: 93 }),
  aGame('Tetris', 1989, 'game-boy', 'puzzle', 'nintendo', 35_000_000),
  aGame('Halo: Combat Evolved', 2001, 'xbox', 'shooter', 'bungie', 6_400_000, { critics: 97 }),
  aGame('Halo 3', 2007, 'xbox-360', 'shooter', 'bungie', 14_500_000, { critics: 94 }),
  aGame("Tony Hawk's Pro Skater 2", 2000, 'ps1', 'sports', 'activision', 5_300_000, { critics: 98 }),
  aGame('Wii Sports', 2006, 'wii', 'sports', 'nintendo', 82_900_000, { critics: 76 }),
  aGame('Mario Kart Wii', 2008, 'wii', 'racing', 'nintendo', 37_400_000, { critics: 82 }),
  aGame('Super Mario Bros.', 1985, 'nes', 'platformer', 'nintendo', 40_200_000),
  aGame('Super Mario World', 1990, 'snes', 'platformer', 'nintendo', 20_600_000, { critics: 94 }),
  aGame('Half-Life 2', 2004, 'pc', 'shooter', 'valve', 12_000_000, { critics: 96, updated: '2026-02-01T00:00:00Z' }),
  aGame('Counter-Strike: Global Offensive', 2012, 'pc', 'shooter', 'valve', 70_000_000, {
    critics: 83,
    source: 'beta',
  }),
  aGame('Portal 2', 2011, 'pc ps3 xbox-360', 'puzzle', 'valve', 12_000_000, { critics: 95, source: 'beta' }),
  aGame('S.T.A.L.K.E.R.: Shadow of Chernobyl', 2007, 'pc', 'shooter', 'gsc', 3_000_000, { critics: 82 }),
  aGame('The Witcher 3: Wild Hunt', 2015, 'pc ps4 xbox-one', 'role-playing', 'cd-projekt', 50_000_000, {
    critics: 92,
    alternativeNames: ['Ведьмак 3: Дикая Охота'],
  }),
]
