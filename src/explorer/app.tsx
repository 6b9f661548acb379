import { useSignalEffect } from '@preact/signals'
import { PageHeader } from './header'
import { Help } from './help'
import { isPageMissing, loadedPages, loadPage, matchPage } from './pages/table'
import { Bones } from './parts/bones'
import { NoticeBar } from './parts/notice-bar'
import { TroubleNote } from './parts/trouble-note'
import { SignIn } from './sign-in'
import { place } from './state/address'
import { phase, resumeSession } from './state/session'
import { OFFLINE } from './state/trouble'
import { words } from './words/every-page'

/** The whole page: the sign-in form, or the frame with the page at the address. */
export function ExplorerApp() {
  useSignalEffect(() => void loadPage(place.value.pathname))
  if (phase.value === 'out') return matchPage(place.value.pathname) ? <SignIn /> : <Nowhere />
  return (
    <>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <PageHeader />
      {phase.value === 'unreachable' ? (
        <Lost>
          <TroubleNote trouble={OFFLINE} onRetry={() => void resumeSession()} />
        </Lost>
      ) : (
        <CurrentPage />
      )}
      <NoticeBar />
      <Help />
    </>
  )
}

function CurrentPage() {
  const match = matchPage(place.value.pathname)
  const Shown = match && loadedPages.value.get(match.path)
  if (Shown && phase.value !== 'starting') return <Shown key={match.slug} slug={match.slug} />
  if (!match) return <Nowhere />
  if (isPageMissing.value) return <Outdated />
  return (
    <main id="main" class="page" aria-busy="true">
      <Bones count={8} height={76} />
    </main>
  )
}

const Lost = ({ children }: { children: preact.ComponentChildren }) => (
  <main id="main" class="page" tabIndex={-1}>
    {children}
  </main>
)

const Nowhere = () => (
  <Lost>
    <h1>{words.nowhere}</h1>
    <p>
      <a class="primary" href="/explorer">
        {words.home}
      </a>
    </p>
  </Lost>
)

const Outdated = () => (
  <Lost>
    <h1>{words.release}</h1>
    <p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </p>
  </Lost>
)
