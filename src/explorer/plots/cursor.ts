import { useSignal } from '@preact/signals'
import { go } from '../state/address'

/** A place of a plot that is read aloud: what it says, and the address of its games. */
export type PlotPlace = { says: string; href?: string | undefined }

/** Steps of keys, in places: to the side, and up or down. */
export type PlotSteps = { side: number; up: number; page: number }

/** Returns the place that a key leads to; `undefined` for another key. */
export function placeAfter(key: string, at: number, places: number, { side, up, page }: PlotSteps): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -side,
    ArrowRight: side,
    ArrowDown: -up,
    ArrowUp: up,
    PageDown: -page,
    PageUp: page,
    Home: -places,
    End: places,
  }
  const step = steps[key]
  return step === undefined ? undefined : Math.max(0, Math.min(places - 1, at + step))
}

type CursorOptions = {
  label: string
  places: readonly PlotPlace[]
  steps: PlotSteps
  start: number
  /** Number of columns that the places are in, row by row. (Default: all are in one row) */
  columns?: number
  /** Called with the first and last column that somebody has drawn over, or has extended by Shift and arrows before Enter. */
  onBrush?: (first: number, last: number) => void
}

/**
 * Makes a plot one control that is walked through by keys and read aloud place by place, as a slider is. Enter opens the games of a
 * place, or chooses the columns of a range. `props` belong to the drawing; a tap reads a place, a click of a mouse
 * opens it, and drawing with the button held makes a range.
 */
export function useCursor({ label, places, steps, start, columns = Number.POSITIVE_INFINITY, onBrush }: CursorOptions) {
  const chosen = useSignal<number | undefined>(undefined)
  const from = useSignal<number | undefined>(undefined)
  const at = Math.min(chosen.value ?? start, places.length - 1)
  const ends = [at, from.value ?? at].map((place) => place % columns)
  const range = [Math.min(...ends), Math.max(...ends)] as const
  const finish = () => {
    from.value = undefined
    if (onBrush && range[0] < range[1]) return onBrush(...range)
    const href = places[chosen.value ?? -1]?.href
    if (href) go(href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return finish()
    const next = placeAfter(event.key, chosen.value ?? start, places.length, steps)
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    from.value = event.shiftKey ? (from.value ?? at) : undefined
    chosen.value = next
  }
  return {
    at: chosen.value === undefined ? undefined : at,
    /** First and last column that are being chosen. */
    range,
    read: (place: number | undefined) => {
      if (place !== undefined) chosen.value = place
    },
    props: {
      tabindex: 0,
      role: 'slider' as const,
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, places.length - 1),
      'aria-valuenow': Math.max(0, at),
      'aria-valuetext': places[at]?.says ?? '',
      onKeyDown,
      onFocus: () => {
        chosen.value ??= Math.max(0, Math.min(start, places.length - 1))
      },
      onPointerDown: (event: PointerEvent & { currentTarget: Element }) => {
        if (event.pointerType !== 'mouse' || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        from.value = chosen.value
      },
      onPointerUp: (event: PointerEvent) => {
        if (event.pointerType === 'mouse' && event.button === 0) finish()
      },
    },
  }
}

/** Chosen place of a plot, and what its drawing needs to be walked through. */
export type PlotCursor = ReturnType<typeof useCursor>
