import { useRef } from 'preact/hooks'
import { Marked } from '../../parts/marked'
import { useWindow, walkLinks } from '../../parts/window-range'
import { go } from '../../state/address'
import { figure, shortFigure } from '../../state/language'
import { type ORDERS, searchAddressWith, searchValues } from './filters'
import type { ShownGame } from './found'
import { gameAddress, genresInWords, platformsInWords } from './game-facts'
import type { FoundListProps } from './list-props'
import { SelectBox } from './select-box'
import { tableWords } from './table-words'
import { searchWords } from './words'

type Column = {
  name: keyof typeof tableWords.columns
  order?: (typeof ORDERS)[number]
  says: (game: ShownGame) => string
}

const numberOr = (value: number | null | undefined, write: (value: number) => string) =>
  value === null || value === undefined ? '' : write(value)

/** Columns after the title, each with the order of the list by it. */
const COLUMNS: readonly Column[] = [
  { name: 'year', order: '-released', says: ({ year }) => String(year ?? '') },
  { name: 'platforms', says: platformsInWords },
  { name: 'genres', says: genresInWords },
  { name: 'critics', order: '-score', says: ({ score }) => numberOr(score?.critics, figure) },
  { name: 'users', says: ({ score }) => numberOr(score?.users, figure) },
  { name: 'popularity', order: 'best', says: ({ popularity }) => numberOr(popularity, shortFigure) },
  { name: 'sales', order: '-sales', says: ({ salesCopies }) => numberOr(salesCopies, shortFigure) },
]

/** The games found, as a table. Only the rows near the screen are in the page. */
export function FoundTable({ items, rowHeight, hasMore, onEnd, onOpen }: FoundListProps) {
  const room = useRef<HTMLDivElement>(null)
  const { from, to } = useWindow(room, { items, rowHeight, hasMore, onEnd })
  return (
    <div ref={room} class="found-table" style={{ height: `${(items.length + 1) * rowHeight}px` }}>
      <table
        aria-label={searchWords.list}
        aria-rowcount={hasMore ? -1 : items.length + 1}
        style={{ marginTop: `${from * rowHeight}px` }}
      >
        <TableHead />
        <tbody onKeyDown={(event) => walkLinks(event)}>
          {items.slice(from, to).map((game, at) => (
            <TableRow key={game.id} game={game} place={from + at + 2} onOpen={() => onOpen(game)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableHead() {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <td class="selects" />
        <Heading name="title" order="title" />
        {COLUMNS.map(({ name, order }) => (
          <Heading key={name} name={name} order={order} />
        ))}
      </tr>
    </thead>
  )
}

/** Heading of a column, which puts the list into its order; words have their own order. */
function Heading({ name, order }: { name: Column['name']; order: Column['order'] }) {
  const { q, sort } = searchValues()
  const label = tableWords.columns[name]
  const isOrder = q === '' && sort === order
  const direction = isOrder ? (order === 'title' ? 'ascending' : 'descending') : undefined
  return (
    <th scope="col" class={name} aria-sort={direction}>
      {order && q === '' ? (
        <button type="button" class="quiet" onClick={() => go(searchAddressWith({ sort: order }))}>
          {label}
          {isOrder && <span aria-hidden="true"> {order === 'title' ? '↑' : '↓'}</span>}
        </button>
      ) : (
        label
      )}
    </th>
  )
}

type TableRowProps = { game: ShownGame; place: number; onOpen: () => void }

const TableRow = ({ game, place, onOpen }: TableRowProps) => (
  <tr data-row aria-rowindex={place}>
    <td class="selects">
      <SelectBox game={game} />
    </td>
    <th scope="row">
      <a href={gameAddress(game.slug)} data-slug={game.slug} onClick={onOpen}>
        {game.highlight ? <Marked text={game.highlight} /> : game.title}
      </a>
    </th>
    {COLUMNS.map(({ name, says }) => (
      <td key={name} class={name}>
        {says(game)}
      </td>
    ))}
  </tr>
)
