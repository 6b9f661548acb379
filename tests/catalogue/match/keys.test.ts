import { expect, test } from 'bun:test'
import { matchKeysOf } from '#catalogue/match/keys'

test('a long title has keys for its stem, for typos, and for its alternative names', () =>
  expect(
    matchKeysOf({ title: 'Patrician III: Rise of the Hanse', alternativeNames: ['Patrizier III', 'P3'] }, 'a', '1'),
  ).toEqual(['id:a:1', 'slip:patr~anse~3', 'title:patrician3', 'title:patrician3risehanse', 'title:patrizier3']))

test('a record has keys for its title, its own key and its external ids', () =>
  expect(matchKeysOf({ title: 'Portal 2', externalIds: { steam: '620' } }, 'igdb', '72')).toEqual([
    'id:igdb:72',
    'id:steam:620',
    'title:portal2',
  ]))

test('a title with an empty compact form has no title key', () =>
  expect(matchKeysOf({ title: '???' }, 'igdb', '72')).toEqual(['id:igdb:72']))
