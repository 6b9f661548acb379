import type { Genre } from './vocabulary'

/**
 * Our genres with the words that sources use for them. Not genres: themes (`Horror`), settings (`Modern`, `Fantasy`, `Sci-Fi`), views
 * (`3D`), packages (`Compilation`), terms of sale (`Free to Play`), programs (`Utilities`) and the rest (`Misc`). A word that is clear
 * in one source only (`Flight` of IGN) is mapped by that source.
 */
export const GENRES: readonly Genre[] = [
  { id: 1, slug: 'action', label: { en: 'Action', fr: 'Action' }, aliases: [] },
  { id: 2, slug: 'adventure', label: { en: 'Adventure', fr: 'Aventure' }, aliases: [] },
  { id: 3, slug: 'action-adventure', label: { en: 'Action-adventure', fr: 'Action-aventure' }, aliases: [] },
  {
    id: 4,
    slug: 'role-playing',
    label: { en: 'Role-playing', fr: 'Jeu de rôle' },
    aliases: ['RPG', 'Role-playing (RPG)', 'Action RPG', 'PC-style RPG', 'Console-style RPG', 'Japanese RPG', 'JRPG'],
  },
  {
    id: 5,
    slug: 'shooter',
    label: { en: 'Shooter', fr: 'Jeu de tir' },
    aliases: ['FPS', 'First-Person Shooter', 'Third-Person Shooter', "Shoot 'em up"],
  },
  { id: 6, slug: 'platformer', label: { en: 'Platformer', fr: 'Plateforme' }, aliases: ['Platform'] },
  { id: 7, slug: 'puzzle', label: { en: 'Puzzle', fr: 'Réflexion' }, aliases: ['Puzzles'] },
  { id: 8, slug: 'racing', label: { en: 'Racing', fr: 'Course' }, aliases: ['Driving', 'Racing / Driving'] },
  {
    id: 9,
    slug: 'simulation',
    label: { en: 'Simulation', fr: 'Simulation' },
    aliases: ['Simulator', 'Flight Simulation', 'Tycoon', 'City Building', 'Virtual Life', 'Virtual Pet'],
  },
  {
    id: 10,
    slug: 'sports',
    label: { en: 'Sports', fr: 'Sport' },
    aliases: ['Ice Hockey', 'Baseball', 'Basketball', 'Golf', 'Tennis'],
  },
  {
    id: 11,
    slug: 'strategy',
    label: { en: 'Strategy', fr: 'Stratégie' },
    aliases: [
      ...['RTS', 'Real-time strategy', 'Real Time Strategy (RTS)', 'Real-time strategy / RTS'],
      ...['TBS', 'Turn-based strategy', 'Turn-based strategy (TBS)', 'Tactical', 'Tactics', '4X'],
    ],
  },
  { id: 12, slug: 'fighting', label: { en: 'Fighting', fr: 'Combat' }, aliases: [] },
  {
    id: 13,
    slug: 'beat-em-up',
    label: { en: "Beat 'em up", fr: 'Beat them all' },
    aliases: ['Brawler', 'Hack and slash', "Hack and slash/Beat 'em up"],
  },
  {
    id: 14,
    slug: 'music',
    label: { en: 'Music', fr: 'Musique' },
    aliases: ['Rhythm', 'Music / Rhythm', 'Dancing', 'Dance'],
  },
  { id: 15, slug: 'party', label: { en: 'Party', fr: 'Jeu festif' }, aliases: [] },
  {
    id: 16,
    slug: 'card-and-board',
    label: { en: 'Card and board', fr: 'Cartes et plateau' },
    aliases: ['Card & Board Game', 'Card', 'Card Battle', 'Board', 'Board Game', 'Board Games', 'Card Game'],
  },
  { id: 17, slug: 'trivia', label: { en: 'Trivia', fr: 'Quiz' }, aliases: ['Quiz/Trivia'] },
  { id: 18, slug: 'pinball', label: { en: 'Pinball', fr: 'Flipper' }, aliases: [] },
  { id: 19, slug: 'visual-novel', label: { en: 'Visual novel', fr: 'Roman visuel' }, aliases: [] },
  { id: 20, slug: 'point-and-click', label: { en: 'Point-and-click', fr: 'Pointer-et-cliquer' }, aliases: [] },
  { id: 21, slug: 'arcade', label: { en: 'Arcade', fr: 'Arcade' }, aliases: [] },
  {
    id: 22,
    slug: 'educational',
    label: { en: 'Educational', fr: 'Éducatif' },
    aliases: ['Education', 'Edutainment'],
  },
  {
    id: 23,
    slug: 'massively-multiplayer',
    label: { en: 'Massively multiplayer', fr: 'Massivement multijoueur' },
    aliases: ['MMO', 'MMORPG', 'Massively Multiplayer Online'],
  },
  { id: 24, slug: 'moba', label: { en: 'MOBA', fr: 'MOBA' }, aliases: ['Multiplayer Online Battle Arena'] },
  { id: 25, slug: 'indie', label: { en: 'Indie', fr: 'Indépendant' }, aliases: [] },
  { id: 26, slug: 'casual', label: { en: 'Casual', fr: 'Occasionnel' }, aliases: [] },
  { id: 27, slug: 'family', label: { en: 'Family', fr: 'Familial' }, aliases: [] },
]

/** Genres that are a kind of others, and for which few sources have a word: that a source does not state one says nothing. */
const BROADER: Readonly<Record<string, readonly string[]>> = {
  'beat-em-up': ['action', 'fighting'],
  moba: ['strategy'],
  'point-and-click': ['adventure'],
  'visual-novel': ['adventure'],
}

/** Returns the genres of which a genre is a kind, if few sources tell it apart from them. */
export const broaderGenres = (slug: string): readonly string[] => BROADER[slug] ?? []
