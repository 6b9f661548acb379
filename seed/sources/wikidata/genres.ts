import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'

/** Genres of theirs that are several words for one of ours. */
const OURS: Record<string, string> = {
  'action role-playing': 'role-playing',
  'tactical role-playing': 'role-playing',
  'business simulation': 'simulation',
  'construction and management simulation': 'simulation',
  'life simulation': 'simulation',
  'graphic adventure': 'adventure',
  'interactive fiction': 'adventure',
  'point-and-click adventure': 'point-and-click',
  'digital collectible card': 'card-and-board',
  'run and gun': 'shooter',
}

/** Our genre for a label of theirs, which says that it is one of games: `racing video game`, `action game`. */
export function genreOf(label: string, vocabulary: Vocabulary): string | undefined {
  const bare = label.toLowerCase().replace(/ (?:video |computer )?games?$/, '')
  return (vocabulary.genre(label) ?? vocabulary.genre(bare) ?? vocabulary.genre(OURS[bare] ?? ''))?.slug
}
