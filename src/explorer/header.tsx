import { useEffect, useRef } from 'preact/hooks'
import { isHelpOpen } from './help'
import { matchPage, NAVIGATION } from './pages/table'
import { go, place } from './state/address'
import { labelled, speak } from './state/language'
import { theme } from './state/preferences'
import { askToSignIn, phase, signOut } from './state/session'
import { words } from './words/every-page'

/** Head of every page: the search box, the pages, and the choices of the reader. */
export function PageHeader() {
  return (
    <header class="head">
      <div class="head-row">
        <a class="brand" href="/explorer">
          <b>Vestim</b>Lib
        </a>
        <SearchBox />
        <Tools />
      </div>
      <Tabs />
    </header>
  )
}

/** Pixels of the line that are shown before the tab of a page. */
const BEFORE = 80

/** The pages. On a narrow screen their line scrolls, to the one that is shown at first. */
function Tabs() {
  const line = useRef<HTMLElement>(null)
  const shown = matchPage(place.value.pathname)?.path
  useEffect(() => {
    const tab = line.current?.querySelector<HTMLElement>('[aria-current]')
    if (tab && line.current) line.current.scrollLeft = tab.offsetLeft - BEFORE
  }, [shown])
  return (
    <nav ref={line} class="tabs" aria-label={words.mainPages}>
      {NAVIGATION.map(({ path }) => (
        <a key={path} href={path + carriedTo(path)} aria-current={shown === path ? 'page' : undefined}>
          {words.pages[path]}
        </a>
      ))}
    </nav>
  )
}

/** Filters are the same for the games and for their plots. */
const FILTERED = ['/explorer', '/explorer/insights']

/** Returns the filters that a page takes from the one that is shown. */
const carriedTo = (path: string): string => {
  const { pathname, search } = place.value
  return path !== pathname && FILTERED.includes(path) && FILTERED.includes(pathname) ? search : ''
}

/** Returns the address of the search with these words; on the page of the search the filters stay. */
function searchAddress(q: string): string {
  const query = new URLSearchParams(place.value.pathname === '/explorer' ? place.value.search : '')
  if (q) query.set('q', q)
  else query.delete('q')
  return query.size > 0 ? `/explorer?${query.toString().replaceAll('%2C', ',')}` : '/explorer'
}

function SearchBox() {
  const input = useRef<HTMLInputElement>(null)
  const isSearch = place.value.pathname === '/explorer'
  const q = isSearch ? (place.value.searchParams.get('q') ?? '') : ''
  // The box follows the address, but not while somebody types ahead of it.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = q
  }, [q, isSearch])
  const toList = (event: KeyboardEvent) => {
    if (event.key === 'Escape') input.current?.blur()
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    document.querySelector<HTMLElement>('.window-list a')?.focus()
  }
  return (
    <search class="find">
      <label class="hidden" for="q">
        {words.find}
      </label>
      <input
        id="q"
        ref={input}
        type="search"
        placeholder={words.find}
        defaultValue={q}
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        onInput={({ currentTarget: { value } }) => go(searchAddress(value.trim()), isSearch ? 'replace' : 'push')}
        onKeyDown={toList}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </search>
  )
}

const THEMES = { system: 'light', light: 'dark', dark: 'system' } as const

function Tools() {
  const { themes, theme: colours } = words
  const next = PAGE_LANGUAGE === 'fr' ? 'en' : 'fr'
  return (
    <div class="tools">
      <button
        type="button"
        lang={next}
        aria-label={`${next.toUpperCase()} – ${words.language}`}
        title={words.language}
        onClick={() => {
          speak(next)
        }}
      >
        {next.toUpperCase()}
      </button>
      <button
        type="button"
        aria-label={labelled(colours, themes[theme.value])}
        title={labelled(colours, themes[theme.value])}
        onClick={() => {
          theme.value = THEMES[theme.value]
        }}
      >
        <span aria-hidden="true">{{ system: '◐', light: '☀', dark: '☾' }[theme.value]}</span>
      </button>
      <button
        type="button"
        aria-label={words.keys}
        title={words.keys}
        onClick={() => {
          isHelpOpen.value = true
        }}
      >
        ?
      </button>
      <SessionButton />
    </div>
  )
}

function SessionButton() {
  if (phase.value === 'guest')
    return (
      <button type="button" class="quiet" title={words.guest} onClick={askToSignIn}>
        {words.signIn}
      </button>
    )
  return (
    <button type="button" class="quiet" onClick={() => void signOut()}>
      {words.signOut}
    </button>
  )
}
