import { cleanTags } from '#catalogue/clean/tags'
import type { RawgRow } from './row'

const ENGLISH = 'eng'
/** What a shop says that a game comes with; RAWG keeps it beside what players say that it is. */
const FEATURES = new Set(
  cleanTags([
    ...['Steam Achievements', 'Steam Trading Cards', 'Steam Cloud', 'Steam Workshop', 'Steam Leaderboards', 'stats'],
    ...['Steam Turn Notifications', 'SteamVR Collectibles', 'Valve Anti-Cheat enabled', 'In-App Purchases'],
    ...['Full controller support', 'Partial Controller Support', 'Captions available', 'Commentary available'],
    ...['Includes level editor', 'Includes Source SDK', 'Family Sharing', 'HDR available'],
    ...['Remote Play Together', 'Remote Play on TV', 'Remote Play on Phone', 'Remote Play on Tablet'],
  ]),
)

/** The tags of a game of RAWG, without those in other languages and without what shops sell it by. */
export function tagsOf({ tags }: RawgRow): string[] {
  const words = (tags ?? []).filter(({ language }) => (language ?? ENGLISH) === ENGLISH).map(({ name }) => name)
  return cleanTags(words).filter((tag) => !FEATURES.has(tag))
}
