import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'

/** Our genre words for Wikidata genres that are more specific. */
const OURS = new Map<string, string>(
  Object.entries({
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
  }),
)

/** Returns our genre slug for a Wikidata label; labels may end in `game`, as in `racing video game` or `action game`. */
export function genreOf(label: string, vocabulary: Vocabulary): string | undefined {
  const bare = label.toLowerCase().replace(/ (?:video |computer )?games?$/, '')
  return (vocabulary.genre(label) ?? vocabulary.genre(bare) ?? vocabulary.genre(OURS.get(bare) ?? ''))?.slug
}
