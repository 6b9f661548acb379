import type { FunctionComponent } from 'preact'
import { Bones } from '../../parts/bones'
import { laterPart } from '../../parts/later-part'
import { WindowList } from '../../parts/window-list'
import { type ListView, searchValues } from './filters'
import { FoundRow } from './found-row'
import type { FoundListProps } from './list-props'
import { searchWords } from './words'

/** Heights of a row in pixels, and the number of rows of a full screen. */
const ROWS = {
  list: { height: 76, bones: 9 },
  table: { height: 40, bones: 20 },
  tiles: { height: 190, bones: 4 },
} as const

/** Place of the list while it is loaded. */
export const ListBones = () => {
  const { height, bones } = ROWS[searchValues().view]
  return <Bones count={bones} height={height} />
}

const FoundRows = ({ items, rowHeight, hasMore, onEnd, onOpen }: FoundListProps) => (
  <WindowList
    items={items}
    rowHeight={rowHeight}
    keyOf={({ id }) => id}
    row={(game) => <FoundRow game={game} onOpen={() => onOpen(game)} />}
    label={searchWords.list}
    hasMore={hasMore}
    onEnd={onEnd}
  />
)

const VIEWS: Readonly<Record<ListView, FunctionComponent<FoundListProps>>> = {
  list: FoundRows,
  table: laterPart(async () => (await import('./found-table')).FoundTable, <ListBones />),
  tiles: laterPart(async () => (await import('./found-tiles')).FoundTiles, <ListBones />),
}

/** The games found, in the view that the address names. */
export function GameList(props: Omit<FoundListProps, 'rowHeight'>) {
  const { view } = searchValues()
  const Shown = VIEWS[view]
  return <Shown {...props} rowHeight={ROWS[view].height} />
}
