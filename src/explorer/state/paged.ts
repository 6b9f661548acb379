import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Outcome, Trouble } from './trouble'

type ListPage<T> = { items: readonly T[]; next: string | null }

/** A list being loaded page by page. The former items stay until those of another `key` have arrived. */
export type Paged<T> = {
  items: readonly T[] | undefined
  hasMore: boolean
  trouble: Trouble | undefined
  isBusy: boolean
  more: () => void
  again: () => void
  /** Puts other items in place of those that were loaded. */
  put: (items: readonly T[]) => void
}

type State<T> = Pick<Paged<T>, 'items' | 'trouble' | 'isBusy'> & { next: string | null }

/** Loads the first page of a list, again when `key` changes, and further pages on demand. `load` gets the cursor of the page. */
export function usePaged<T>(
  key: string,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Outcome<ListPage<T>>>,
): Paged<T> {
  const state = useSignal<State<T>>({ items: undefined, trouble: undefined, isBusy: true, next: null })
  const controller = useRef(new AbortController())
  const run = async (cursor?: string): Promise<void> => {
    controller.current.abort()
    controller.current = new AbortController()
    const { signal } = controller.current
    state.value = { ...state.value, isBusy: true }
    const { data, trouble } = await load(cursor, signal)
    if (signal.aborted) return
    // The list has changed under the cursor: begin again.
    if (trouble?.code === 'bad_cursor' && cursor) return run()
    const before = cursor ? (state.value.items ?? []) : []
    state.value = data
      ? { items: [...before, ...data.items], next: data.next, trouble, isBusy: false }
      : { ...state.value, trouble, isBusy: false }
  }
  useEffect(() => {
    void run()
    return () => controller.current.abort()
  }, [key])
  const { next, ...shown } = state.value
  return {
    ...shown,
    hasMore: next !== null,
    more: () => {
      if (next !== null && !state.value.isBusy) void run(next)
    },
    again: () => void run(),
    put: (items) => {
      state.value = { ...state.value, items }
    },
  }
}
