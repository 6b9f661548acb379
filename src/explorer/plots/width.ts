import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const USUAL = 640

/** Returns a reference for an element, and its width in pixels: a plot is drawn in them, so that its texts keep their size. */
export function useWidth<E extends Element>(): [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const width = useSignal(USUAL)
  useLayoutEffect(() => {
    if (!element.current) return
    const look = () => {
      width.value = Math.max(200, element.current?.clientWidth ?? USUAL)
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width.value]
}
