import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { NAVIGATION } from './pages/table'
import { Modal } from './parts/modal'
import { go, place } from './state/address'
import { listenToKeys, type PageKey, pageKeys } from './state/keys'
import { shortcuts } from './state/preferences'
import { words } from './words/every-page'

/** True while the help is shown. */
export const isHelpOpen = signal(false)

/** Closes the menu that is open; else leaves a page that a list has led to. The pages of the head stay. */
function closeOrLeave(): void {
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]')
  if (menu) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  } else if (!NAVIGATION.some(({ path }) => path === place.value.pathname)) history.back()
}

/** Returns the shortcuts of every page. */
const globalKeys = (): readonly PageKey[] => [
  { key: '/', does: words.keyFind, run: () => document.querySelector<HTMLInputElement>('#q')?.select() },
  { key: 'Escape', does: words.keyBack, run: closeOrLeave },
  { key: 'u', does: words.keyUndo, run: () => document.getElementById('undo')?.click() },
  {
    key: '?',
    does: words.keyHelp,
    run: () => {
      isHelpOpen.value = true
    },
  },
  ...NAVIGATION.map(({ path, key }) => ({ key: `g ${key}`, does: words.pages[path], run: () => go(path) })),
]

/** The shortcuts, in a dialog, and the switch that turns those of one key off. */
export function Help() {
  useEffect(() => listenToKeys(globalKeys), [])
  if (!isHelpOpen.value) return null
  const close = () => {
    isHelpOpen.value = false
  }
  const walking = [
    { key: '↓ ↑', does: words.keyWalk },
    { key: 'Enter', does: words.keyOpen },
  ]
  return (
    <Modal title={words.keys} onClose={close}>
      {pageKeys.value.length > 0 && <KeyList title={words.here} keys={pageKeys.value} />}
      <KeyList title={words.everywhere} keys={[...globalKeys(), ...walking]} />
      <label class="switch">
        <input
          type="checkbox"
          checked={shortcuts.value === 'on'}
          onChange={({ currentTarget: { checked } }) => {
            shortcuts.value = checked ? 'on' : 'off'
          }}
        />
        {words.shortcuts}
      </label>
      <form method="dialog">
        <button type="submit" class="primary">
          {words.close}
        </button>
      </form>
    </Modal>
  )
}

const KeyList = ({ title, keys }: { title: string; keys: readonly Pick<PageKey, 'key' | 'does'>[] }) => (
  <>
    <h3>{title}</h3>
    <dl class="keys">
      {keys.map(({ key, does }) => (
        <div key={key}>
          <dt>
            <kbd>{words.keyNames[key] ?? key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </>
)
