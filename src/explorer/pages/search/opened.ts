import type { ShownGame } from './found'

let opened: string | undefined

/** Remembers the game that is opened from the list. */
export const rememberOpened = ({ slug }: ShownGame): void => {
  opened = slug
}

/** Puts the focus back on the game that was opened from the list. */
export function focusOpened(): void {
  if (opened === undefined) return
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-row] a')]
  links.find(({ dataset }) => dataset.slug === opened)?.focus({ preventScroll: true })
  opened = undefined
}
