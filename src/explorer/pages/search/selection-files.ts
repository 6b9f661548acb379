import { gameApi } from '../../state/api'
import { type CsvCell, csvFile, jsonFile, saveFile } from '../../state/files'
import { tell } from '../../state/notices'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { selectionWords } from './selection-words'

/** Format of a file of selected games. */
export type SelectionFormat = 'json' | 'csv'

type WholeGame = NonNullable<Awaited<ReturnType<ReturnType<typeof gameApi>['get']>>['data']>

/** Requests that are sent at once. */
const AT_ONCE = 4

/** Loads the games one by one. One that is gone is left out; of a merged one its successor is there, once. */
async function loadGames(slugs: readonly string[], onDone: (count: number) => void): Promise<Outcome<WholeGame[]>> {
  const games: Outcome<WholeGame>[] = []
  for (let at = 0; at < slugs.length; at += AT_ONCE) {
    const some = slugs.slice(at, at + AT_ONCE)
    games.push(...(await Promise.all(some.map((slug) => outcomeOf(gameApi(slug).get({ query: {} }))))))
    onDone(games.length)
    const trouble = games.find((one) => one.trouble && one.trouble.code !== 'no_such_game')?.trouble
    if (trouble) return { trouble }
  }
  return { data: [...new Map(games.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))).values()] }
}

/** Columns of the table. */
const COLUMNS: Readonly<Record<string, (game: WholeGame) => CsvCell>> = {
  slug: ({ slug }) => slug,
  title: ({ title }) => title,
  kind: ({ kind }) => kind,
  released: ({ released }) => released?.date,
  precision: ({ released }) => released?.precision,
  platforms: ({ platforms }) => platforms.join(' '),
  genres: ({ genres }) => genres.join(' '),
  companies: ({ companies }) => companies.map(({ name }) => name).join('; '),
  critics: ({ score }) => score?.critics,
  users: ({ score }) => score?.users,
  popularity: ({ popularity }) => popularity,
  salesCopies: ({ salesCopies }) => salesCopies,
  ids: ({ ids }) => ids.map(({ source, id }) => `${source}:${id}`).join(' '),
  website: ({ website }) => website,
  attribution: ({ attribution }) => attribution.map(({ text }) => text).join('; '),
}

/** Saves the games as they are now, with the sources to name. Tells how many were saved. */
export async function saveSelection(
  slugs: readonly string[],
  format: SelectionFormat,
  onDone: (count: number) => void,
): Promise<Outcome<WholeGame[]>> {
  const outcome = await loadGames(slugs, onDone)
  const { data } = outcome
  if (!data) return outcome
  if (format === 'json') saveFile('games.json', jsonFile(data))
  else {
    const rows = data.map((game) => Object.values(COLUMNS).map((cell) => cell(game)))
    saveFile('games.csv', csvFile(Object.keys(COLUMNS), rows))
  }
  tell({ text: selectionWords.savedAll(data.length, slugs.length) })
  return outcome
}
