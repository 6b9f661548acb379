import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { OFFLINE, type Outcome, type Trouble } from './trouble'

/** Something being loaded. The former data stays until the next has arrived. */
export type Loaded<T> = { data: T | undefined; trouble: Trouble | undefined; isBusy: boolean; again: () => void }

/**
 * Loads something, and loads it again when `key` changes. Of several loads the last counts, however late the others arrive.
 * `load` gets the signal that ends it.
 */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<Outcome<T>>): Loaded<T> {
  const state = useSignal<Pick<Loaded<T>, 'data' | 'trouble' | 'isBusy'>>({
    data: undefined,
    trouble: undefined,
    isBusy: true,
  })
  const turn = useSignal(0)
  useEffect(() => {
    const controller = new AbortController()
    state.value = { ...state.value, isBusy: true }
    void load(controller.signal).then(({ data, trouble }) => {
      if (controller.signal.aborted) return
      state.value = { data: data ?? state.value.data, trouble, isBusy: false }
    })
    return () => controller.abort()
  }, [key, turn.value])
  const again = useMemo(() => () => void turn.value++, [])
  return { ...state.value, again }
}

const SETTLED_MS = 200

/** Returns a load that begins once its key has not changed for a moment: who goes on at once does not ask. */
export const loadSettled =
  <T>(load: (signal: AbortSignal) => Promise<Outcome<T>>) =>
  async (signal: AbortSignal): Promise<Outcome<T>> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS))
    return signal.aborted ? { trouble: OFFLINE } : load(signal)
  }
