import { effect, type Signal, signal } from '@preact/signals'

/** Reads a choice that this browser keeps; a browser that keeps nothing has none. */
function kept(name: string): string | null {
  try {
    return localStorage.getItem(`vestim-${name}`)
  } catch {
    return null
  }
}

/** Returns a choice of the reader that this browser keeps. Only a choice that was made is kept. */
function preference<const Word extends string>(name: string, words: readonly Word[], usual: Word): Signal<Word> {
  const stored = kept(name)
  const chosen = signal(words.find((word) => word === stored) ?? usual)
  effect(() => {
    const { value } = chosen
    if (value === (kept(name) ?? usual)) return
    try {
      localStorage.setItem(`vestim-${name}`, value)
    } catch {
      // The choice holds until the page is closed.
    }
  })
  return chosen
}

/** Colours of the page. (Default: those of the system) */
export const theme = preference('theme', ['system', 'light', 'dark'], 'system')

/** Shortcuts of one key can be switched off: some people speak to their computer, or hit keys by accident. */
export const shortcuts = preference('shortcuts', ['on', 'off'], 'on')

/** Puts the colours on the document, now and at each change. */
export function applyPreferences(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value
  })
}
