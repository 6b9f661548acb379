import { useLayoutEffect } from 'preact/hooks'

let awaited: string | undefined

/** Has the row of a field get the focus once the game has changed, if nothing else has it then. */
export const awaitRow = (field: string): void => {
  awaited = field
}

/** Returns the row of a field, or that of a part of it. */
function rowOfField(field: string): HTMLElement | undefined {
  const rows = [...document.querySelectorAll<HTMLElement>('.says [data-field]')]
  const named = (isMeant: (name: string) => boolean) => rows.find(({ dataset }) => isMeant(dataset.field ?? ''))
  return (
    named((name) => name === field) ?? named((name) => name.startsWith(`${field}.`) || name.startsWith(`${field}[`))
  )
}

/** Gives the focus to the row that was waited for when `shown` changes: a row that moves or a value that leaves it loses the focus. */
export function useRowFocus(shown: unknown): void {
  useLayoutEffect(() => {
    if (awaited === undefined) return
    const row = rowOfField(awaited) ?? document.querySelector<HTMLElement>('.scroll')
    awaited = undefined
    if (document.activeElement === document.body) row?.focus()
  }, [shown])
}
