import { Bones } from '../../parts/bones'
import { Tile } from '../../parts/tile'
import { percent } from '../../state/language'
import type { Loaded } from '../../state/loaded'
import type { SimilarData } from './game-data'
import { sharedInWords } from './shared-words'
import { gameWords } from './words'

/** Games that are most alike, with what they share, or a sentence if no other game shares more than genres and platforms. */
export function SimilarGames({ similar }: { similar: Loaded<{ items: SimilarData[] }> }) {
  const shown = similar.data?.items ?? []
  return (
    <section aria-labelledby="similar">
      <h2 id="similar">{gameWords.similar}</h2>
      {similar.isBusy && <Bones count={4} height={56} />}
      {!similar.isBusy && shown.length === 0 && <p class="dim">{gameWords.noSimilar}</p>}
      <ul class="alike">
        {shown.map(({ slug, title, genres, shared, similarity }) => (
          <li key={slug}>
            <a href={`/explorer/games/${encodeURIComponent(slug)}`}>
              <Tile title={title} genre={genres[0]} />
              <span>
                <strong>{title}</strong>
                <small>{sharedInWords(shared)}</small>
              </span>
              <output>{percent(similarity)}</output>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
