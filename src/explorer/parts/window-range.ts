import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Items in the page, unless the screen itself has room for more. */
const MOST = 60
/** Rows beyond the screen, above and below. */
const SPARE = 8
/** Items before the end at which more are asked for. */
const EARLY = 20

type WindowOptions = {
  items: readonly unknown[]
  rowHeight: number
  /** Least width of an item: as many as fit are beside each other. (Default: one) */
  minWidth?: number | undefined
  /** True if there are more items than these. */
  hasMore: boolean
  onEnd: () => void
}

/** Items that are in the page, from `from` to before `to`, and how many are beside each other. */
export type WindowRange = { from: number; to: number; columns: number }

/** Returns the items of a list that are near the screen, and asks for more near its end. `element` has all rows, or room for them. */
export function useWindow(element: RefObject<HTMLElement | null>, options: WindowOptions): WindowRange {
  const { items, rowHeight, minWidth, hasMore } = options
  const range = useSignal<WindowRange>({ from: 0, to: Math.ceil(innerHeight / rowHeight), columns: 1 })
  const latest = useRef(options)
  latest.current = options
  useLayoutEffect(() => {
    const look = () => {
      const { from, to, columns } = range.value
      const next = rangeAt(element.current?.getBoundingClientRect(), options)
      if (from !== next.from || to !== next.to || columns !== next.columns) range.value = next
      if (hasMore && next.to >= items.length - EARLY) latest.current.onEnd()
    }
    // Rows beyond the screen can wait for the next task; how many are beside each other cannot.
    if (minWidth || range.value.from >= items.length) look()
    const timer = setTimeout(look, 0)
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [items, hasMore, rowHeight, minWidth])
  return range.value
}

function rangeAt({ top, width } = { top: 0, width: 0 }, { items, rowHeight, minWidth }: WindowOptions): WindowRange {
  const columns = minWidth ? Math.max(1, Math.floor(width / minWidth)) : 1
  const onScreen = Math.ceil(innerHeight / rowHeight) + 1
  const spare = Math.max(1, Math.min(SPARE, Math.floor((MOST / columns - onScreen) / 2)))
  const first = Math.floor(-top / rowHeight) - spare
  const last = Math.ceil((innerHeight - top) / rowHeight) + spare
  return {
    from: Math.max(0, Math.min(first * columns, items.length - 1)),
    to: Math.max(0, Math.min(last * columns, items.length)),
    columns,
  }
}

/** Moves the focus by arrow keys from the link of a row to that of another; from the first ones up to the search. */
export function walkLinks(event: KeyboardEvent & { currentTarget: Element }, columns = 1): void {
  const sideways = columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}
  const steps: Readonly<Record<string, number>> = { ArrowDown: columns, ArrowUp: -columns, ...sideways }
  const step = steps[event.key]
  const row = event.target instanceof Element ? event.target.closest('[data-row]') : null
  if (step === undefined || !row) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll('[data-row]')]
  const to = rows[rows.indexOf(row) + step]?.querySelector('a')
  if (to) to.focus()
  else if (event.key === 'ArrowUp') document.getElementById('q')?.focus()
}
