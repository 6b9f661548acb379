import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { shortcuts } from './preferences'

/** A shortcut: the key as the browser names it, its meaning, and the action. */
export type PageKey = { key: string; does: string; run: () => void }

/** Shortcuts of the page that is shown, for the help. */
export const pageKeys = signal<readonly PageKey[]>([])

/** Makes shortcuts work while a page is shown. They change together with what is on the screen: a key means what is seen. */
export function usePageKeys(keys: readonly PageKey[]): void {
  useLayoutEffect(() => {
    pageKeys.value = keys
  })
  useEffect(
    () => () => {
      pageKeys.value = []
    },
    [],
  )
}

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select'
const isTyping = (target: EventTarget | null) => target instanceof Element && target.matches(FIELDS)
const isDialogOpen = () => document.querySelector('dialog[open]') !== null

/** True for a key that belongs to the browser, a field or a dialog. */
const isForeign = (event: KeyboardEvent) =>
  event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || isDialogOpen()

/**
 * Listens to keys outside of fields and dialogs. `global` has those of every page. `g` and a letter count as one key, such as `g s`.
 */
export function listenToKeys(global: () => readonly PageKey[]): void {
  let before = ''
  document.addEventListener('keydown', (event) => {
    if (isForeign(event) || event.repeat || shortcuts.value === 'off') return
    const pressed = before === 'g' ? `g ${event.key}` : event.key
    before = event.key
    const found = [...pageKeys.value, ...global()].find(({ key }) => key === pressed)
    if (!found) return
    event.preventDefault()
    before = ''
    found.run()
  })
}
