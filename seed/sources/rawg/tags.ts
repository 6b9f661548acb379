import { cleanTags } from '#catalogue/clean/tags'
import type { RawgRow } from './row'

const ENGLISH = 'eng'
/** Shop features, which RAWG lists among the tags of players. */
const FEATURES = new Set(
  cleanTags([
    ...['Steam Achievements', 'Steam Trading Cards', 'Steam Cloud', 'Steam Workshop', 'Steam Leaderboards', 'stats'],
    ...['Steam Turn Notifications', 'SteamVR Collectibles', 'Valve Anti-Cheat enabled', 'In-App Purchases'],
    ...['Full controller support', 'Partial Controller Support', 'Captions available', 'Commentary available'],
    ...['Includes level editor', 'Includes Source SDK', 'Family Sharing', 'HDR available'],
    ...['Remote Play Together', 'Remote Play on TV', 'Remote Play on Phone', 'Remote Play on Tablet'],
  ]),
)

/** Returns the tags of a game in English, without shop features. */
export function tagsOf({ tags }: RawgRow): string[] {
  const words = (tags ?? []).filter(({ language }) => (language ?? ENGLISH) === ENGLISH).map(({ name }) => name)
  return cleanTags(words).filter((tag) => !FEATURES.has(tag))
}
