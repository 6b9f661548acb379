import type { ShownGame } from './found'

/** A list of games in one of its views. */
export type FoundListProps = {
  items: readonly ShownGame[]
  /** Height of a row of the view, in pixels. */
  rowHeight: number
  hasMore: boolean
  onEnd: () => void
  onOpen: (game: ShownGame) => void
}
