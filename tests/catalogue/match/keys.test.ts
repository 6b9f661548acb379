import { expect, test } from 'bun:test'
import { matchKeysOf } from '#catalogue/match/keys'

test('a long title meets its shorter name, a slip of a letter, and its other names', () =>
  expect(
    matchKeysOf({ title: 'Patrician III: Rise of the Hanse', alternativeNames: ['Patrizier III', 'P3'] }, 'a', '1'),
  ).toEqual(['id:a:1', 'slip:patr~anse~3', 'title:patrician3', 'title:patrician3risehanse', 'title:patrizier3']))

test('a record meets others by its title, its own key and the ids it names', () =>
  expect(matchKeysOf({ title: 'Portal 2', externalIds: { steam: '620' } }, 'igdb', '72')).toEqual([
    'id:igdb:72',
    'id:steam:620',
    'title:portal2',
  ]))

test('a title that names nothing gives no key', () =>
  expect(matchKeysOf({ title: '???' }, 'igdb', '72')).toEqual(['id:igdb:72']))
