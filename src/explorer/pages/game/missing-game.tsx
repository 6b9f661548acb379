import { useLoaded } from '../../state/loaded'
import { words } from '../../words/every-page'
import { troubleInWords } from '../../words/troubles'
import { loadSuggestions } from './game-data'
import { gameWords } from './words'

/** No game has this address: games whose names are near it. */
export function MissingGame({ slug }: { slug: string }) {
  const name = slug.replaceAll('-', ' ').slice(0, 200)
  const { data } = useLoaded(name, (signal) => loadSuggestions(name.split(' ').slice(0, 2).join(' '), signal))
  const near = data?.items ?? []
  return (
    <main id="main" class="page" tabIndex={-1}>
      <h1>{troubleInWords('no_such_game')}</h1>
      {near.length > 0 && <p>{gameWords.nearest}</p>}
      <p class="chips">
        {near.map(({ slug: other, title }) => (
          <a key={other} href={`/explorer/games/${encodeURIComponent(other)}`}>
            {title}
          </a>
        ))}
      </p>
      <p>
        <a class="primary" href="/explorer">
          {words.home}
        </a>
      </p>
    </main>
  )
}
