import { signal } from '@preact/signals'

/** Address of the page. Everything a person chose is in it, so that every view can be sent to somebody. */
export const place = signal(new URL(location.href))

history.scrollRestoration = 'manual'
addEventListener('popstate', () => {
  place.value = new URL(location.href)
})

/** Goes to an address of this page. `replace` leaves no step for Back. (Default: `push`) */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  const url = new URL(to, location.href)
  if (url.href === location.href) return
  if (how === 'push') {
    rememberScroll()
    history.pushState(null, '', url)
    scrollTo(0, 0)
  } else history.replaceState(history.state, '', url)
  place.value = url
}

/** Stores how far the page is scrolled with its address, for the day somebody comes back to it: without the code of a link. */
const rememberScroll = () => history.replaceState({ scroll: scrollY }, '', location.pathname + location.search)

/** Scrolls to the place at which this address was left. Call it once the content has its height. */
export function restoreScroll(): void {
  const { scroll } = (history.state ?? {}) as { scroll?: number } // safe: no other code writes the state
  if (scroll !== undefined) scrollTo(0, scroll)
}

/** True for a click that a browser would answer by opening the link elsewhere, or by saving it. */
const isElsewhere = (event: MouseEvent, link: HTMLAnchorElement) =>
  event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0 || link.download !== ''

/** Keeps plain clicks on links to pages inside the page. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="/explorer"]') : null
    if (!link || link.target || isElsewhere(event, link)) return
    event.preventDefault()
    go(link.href)
  })
}
