import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useWindow, walkLinks } from './window-range'

type WindowListProps<T> = {
  items: readonly T[]
  rowHeight: number
  /** Least width of an item: as many as fit are beside each other. (Default: one) */
  minWidth?: number
  keyOf: (item: T) => string
  row: (item: T) => ComponentChildren
  label: string
  /** True if there are more items than these. */
  hasMore: boolean
  onEnd: () => void
}

/** A list of any length, of which only the rows near the screen are in the page. Arrow keys walk from link to link. */
export function WindowList<T>({ items, rowHeight, minWidth, keyOf, row, label, hasMore, onEnd }: WindowListProps<T>) {
  const list = useRef<HTMLOListElement>(null)
  const { from, to, columns } = useWindow(list, { items, rowHeight, minWidth, hasMore, onEnd })
  const placeOf = (at: number) => ({
    transform: `translate(${(at % columns) * 100}%, ${Math.floor(at / columns) * rowHeight}px)`,
    height: `${rowHeight}px`,
    width: `${100 / columns}%`,
  })
  return (
    <ol
      ref={list}
      class="window-list"
      aria-label={label}
      style={{ height: `${Math.ceil(items.length / columns) * rowHeight}px` }}
      onKeyDown={(event) => walkLinks(event, columns)}
    >
      {items.slice(from, to).map((item, at) => (
        <li
          key={keyOf(item)}
          data-row
          style={placeOf(from + at)}
          aria-setsize={hasMore ? -1 : items.length}
          aria-posinset={from + at + 1}
        >
          {row(item)}
        </li>
      ))}
    </ol>
  )
}
