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

type CursorOptions = { label: string; places: readonly PlotPlace[]; steps: PlotSteps; start: number }

/**
 * Makes a plot one control that is walked through by keys and read aloud place by place, as a slider is. Enter opens the games of a
 * place. `props` belong to the drawing; a tap reads a place, a click of a mouse opens it.
 */
export function useCursor({ label, places, steps, start }: CursorOptions) {
  const chosen = useSignal<number | undefined>(undefined)
  const at = Math.min(chosen.value ?? start, places.length - 1)
  const open = () => {
    const href = places[chosen.value ?? -1]?.href
    if (href) go(href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return open()
    const next = placeAfter(event.key, chosen.value ?? start, places.length, steps)
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    chosen.value = next
  }
  return {
    at: chosen.value === undefined ? undefined : at,
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
      onPointerUp: (event: PointerEvent) => {
        if (event.pointerType === 'mouse' && event.button === 0) open()
      },
    },
  }
}

/** Chosen place of a plot, and what its drawing needs to be walked through. */
export type PlotCursor = ReturnType<typeof useCursor>
