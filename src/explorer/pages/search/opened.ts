import type { ShownGame } from './found'

let opened: string | undefined

/** Remembers the game that is opened from the list. */
export const rememberOpened = ({ slug }: ShownGame): void => {
  opened = slug
}

/** Frames within which a row is in the page again. */
const FRAMES = 30

/** Puts the focus back on the game that was opened from the list, once its row is in the page. */
export function focusOpened(frames = FRAMES): void {
  if (opened === undefined) return
  const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-row] a')]
  const link = links.find(({ dataset }) => dataset.slug === opened)
  link?.focus({ preventScroll: true })
  if (!link && frames > 0) requestAnimationFrame(() => focusOpened(frames - 1))
  else opened = undefined
}
