import type { GameFacts } from '#db/game/facts'
import type { Extended } from './properties'

const STYLE =
  'body{margin:8px;font:13px/1.4 sans-serif;color:#222;background:#fff}h1{font-size:16px;margin:0 0 6px}dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:2px 10px}dt{color:#666}dd{margin:0}'

/** Hash of the only style that the page may have, for its policy. */
const STYLE_HASH = new Bun.CryptoHasher('sha256').update(STYLE).digest('base64')

/** Returns the content security policy of previews: no scripts, and shown only in pages of these origins. */
export const previewPolicy = (origins: readonly string[]): string =>
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors ${origins.length > 0 ? origins.join(' ') : "'none'"}`

/** Returns the page that shows a game in brief, without scripts and without anything from elsewhere. */
export function previewPage({ game, facts }: Extended): string {
  const rows = rowsOf(game, facts).filter(([, value]) => value !== '')
  const list = rows.map(([name, value]) => `<dt>${name}</dt><dd>${Bun.escapeHTML(value)}</dd>`).join('')
  const title = Bun.escapeHTML(game.title)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><dl>${list}</dl></body></html>
`
}

const rowsOf = (game: Extended['game'], facts: GameFacts | undefined): [name: string, value: string][] => [
  ['Kind', game.kind],
  ['Released', game.released?.date.slice(0, game.released.precision === 'year' ? 4 : 10) ?? ''],
  ['Platforms', game.platforms.join(', ')],
  ['Genres', game.genres.join(', ')],
  ['Companies', (facts?.companies ?? []).join(', ')],
  ['Id', game.id],
  ['Slug', game.slug],
]
