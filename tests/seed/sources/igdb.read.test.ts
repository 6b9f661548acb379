import { expect, test } from 'bun:test'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { GENRE_BY_ID, PLATFORM_BY_ID } from '#seed/sources/igdb/ids'
import { judgeIgdb } from '#seed/sources/igdb/judge'
import { mapIgdb } from '#seed/sources/igdb/map'
import { openIgdb } from '#seed/sources/igdb/read'
import { IgdbRow } from '#seed/sources/igdb/row'
import { readList, unknownOf } from './read-list'

const source = { open: openIgdb, row: IgdbRow, map: mapIgdb }
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'igdb')

test('a saved response is read like one of the API', async () => {
  const list = await readList(source, join(import.meta.dir, '../../fixtures/igdb/games.json'))
  expect(list).toMatchObject({ dataset: 'list', read: 4, refused: {} })
})

test.skipIf(!REAL)(
  '100 recorded games are read, the one filed under Erotic refused (skipped without TEST_DATA_DIR)',
  async () => {
    const list = await readList(source, join(REAL ?? '', 'igdb_v4_games_raw_100.json'))
    expect([list.read, list.accepted.length, list.refused]).toEqual([100, 99, { erotic: 1 }])
    expect(list.accepted.filter(({ record }) => record.released)).toHaveLength(42)
    expect(list.accepted.filter(({ record }) => record.kind === 'dlc')).toHaveLength(9)
    expect([unknownOf(list, 'platforms'), unknownOf(list, 'genres')]).toEqual([{}, {}])
  },
)

test.skipIf(!REAL)(
  'of recorded answers of every endpoint only those of games give games (skipped without TEST_DATA_DIR)',
  async () => {
    const folder = join(REAL ?? '', 'fixtures_henry_sarabia')
    const found: Record<string, number> = {}
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json'))) {
      const { read, accepted, refused } = await readList(source, join(folder, file))
      expect([file, read - accepted.length - (refused.erotic ?? 0)]).toEqual([file, refused.not_a_game ?? 0])
      if (accepted.length > 0) found[file] = accepted.length
    }
    expect(found).toEqual({ 'game_get.json': 1, 'game_list.json': 4, 'game_search.json': 5 })
  },
)

/** Returns the responses to game queries in a recorded conversation. */
async function recordedGames(file: string): Promise<string[]> {
  const { interactions } = Bun.YAML.parse(await Bun.file(file).text()) as {
    interactions: { request: { uri: string }; response: { body: { string: string } } }[]
  } // safe: the format of the recorder
  return interactions
    .filter(({ request }) => request.uri === 'https://api.igdb.com/v4/games')
    .map(({ response }) => response.body.string)
}

test.skipIf(!REAL)(
  'a recorded answer with its objects expanded is read whole (skipped without TEST_DATA_DIR)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'igdb-'))
    try {
      const answers = await recordedGames(join(REAL ?? '', 'romm_cassettes/test_scan_rom.yaml'))
      for (const [at, answer] of answers.entries()) await Bun.write(join(folder, `${at}.json`), answer)
      const list = await readList(source, folder)
      expect([list.read, list.refused]).toEqual([list.accepted.length, {}])
      expect(list.accepted.find(({ key }) => key === '3340')?.record).toMatchObject({
        title: 'Paper Mario',
        released: { date: '2000-08-11', precision: 'day' },
        genres: ['role-playing', 'strategy', 'adventure'],
        series: ['Paper Mario', 'Super Mario', 'Mario'],
      })
      expect([unknownOf(list, 'platforms'), unknownOf(list, 'genres')]).toEqual([{}, {}])
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

test.each<[number, string, string | undefined]>([
  [400, '[{"title":"Syntax Error","status":400}]', 'it does not understand the query (status 400)'],
  [400, '{"title":"Invalid Field","status":400,"cause":"no such field: cover.image_id"}', 'the field "cover.image_id"'],
  [400, '[{"title":"Invalid Field","cause":"image_id"}]', 'the field "cover.image_id"'],
  [400, '[{"title":"Invalid Field","cause":"<script>"}]', 'it no longer has a field that this version asks for'],
  [401, '{"message":"Authorization Failure. Have you tried:"}', 'IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'],
  [403, '[{"title":"Forbidden","cause":"maximum 500"}]', 'it refuses the query, or its size'],
  [404, '{"title":"Endpoint not found"}', 'was not found'],
  [429, '{"message":"Too Many Requests"}', undefined],
  [200, '[]', undefined],
])('%i %s means %p', (status, text, says) => {
  const judged = judgeIgdb(status, text)
  expect(judged?.fault ?? '').toContain(says ?? '')
  expect(judged?.retryable).toBe(says === undefined ? undefined : false)
  expect(judged?.fault ?? '').not.toContain('<')
})

test('every id has a slug of the vocabulary', () => {
  const strangers = [...PLATFORM_BY_ID.values()].filter((slug) => standardVocabulary.platform(slug)?.slug !== slug)
  expect(
    strangers.concat([...GENRE_BY_ID.values()].filter((slug) => standardVocabulary.genre(slug)?.slug !== slug)),
  ).toEqual([])
})
