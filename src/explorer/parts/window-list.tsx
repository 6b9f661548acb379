import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const ABOVE = 6
const BELOW = 10
/** Rows before the end at which more are asked for. */
const EARLY = 20

type WindowListProps<T> = {
  items: readonly T[]
  rowHeight: number
  keyOf: (item: T) => string
  row: (item: T) => ComponentChildren
  label: string
  /** True if there are more items than these. */
  hasMore: boolean
  onEnd: () => void
}

/** A list of any length, of which only the rows near the screen are in the page. Arrow keys walk from link to link. */
export function WindowList<T>({ items, rowHeight, keyOf, row, label, hasMore, onEnd }: WindowListProps<T>) {
  const list = useRef<HTMLOListElement>(null)
  const range = useSignal<readonly [number, number]>([0, 16])
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const from = Math.max(0, Math.min(Math.floor(-top / rowHeight) - ABOVE, items.length - 1))
      const to = Math.min(items.length, Math.ceil((innerHeight - top) / rowHeight) + BELOW)
      if (from !== range.value[0] || to !== range.value[1]) range.value = [from, to]
      if (hasMore && to >= items.length - EARLY) onEnd()
    }
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [items, hasMore, rowHeight])
  const [from, to] = range.value
  return (
    <ol
      ref={list}
      class="window-list"
      aria-label={label}
      style={{ height: `${items.length * rowHeight}px` }}
      onKeyDown={walk}
    >
      {items.slice(from, to).map((item, at) => (
        <li
          key={keyOf(item)}
          style={{ transform: `translateY(${(from + at) * rowHeight}px)`, height: `${rowHeight}px` }}
          aria-setsize={hasMore ? -1 : items.length}
          aria-posinset={from + at + 1}
        >
          {row(item)}
        </li>
      ))}
    </ol>
  )
}

/** Moves the focus to the link of the next or former row; from the first row to the search. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const
  const way = step[event.key as keyof typeof step] // safe: any other key is looked up as absent
  if (!way || !(event.target instanceof Element)) return
  event.preventDefault()
  const to = event.target.closest('li')?.[way]?.querySelector('a')
  if (to) to.focus()
  else if (event.key === 'ArrowUp') document.getElementById('q')?.focus()
}
