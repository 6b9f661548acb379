import { expect, test } from 'bun:test'
import { matchKeysOf } from '#catalogue/match/keys'

test('a record meets others by its title, its own key and the ids it names', () =>
  expect(matchKeysOf({ title: 'Portal 2', externalIds: { steam: '620' } }, 'igdb', '72')).toEqual([
    'id:igdb:72',
    'id:steam:620',
    'title:portal2',
  ]))

test('a title that names nothing gives no key', () =>
  expect(matchKeysOf({ title: '???' }, 'igdb', '72')).toEqual(['id:igdb:72']))
