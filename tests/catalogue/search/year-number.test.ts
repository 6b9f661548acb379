import { describe, expect, test } from 'bun:test'
import { yearNumberOf } from '#catalogue/search/year-number'

/** Queries, the words before the number, its near writings, and the far ones. */
const NUMBERS: [string, string, string, string][] = [
  ['madden 2004', 'madden', '2004 04', '2k4 2k04'],
  ['fifa 07', 'fifa', '2007 07', '2k7 2k07'],
  ['fifa 98', 'fifa', '1998 98', ''],
  ['nba 2k9', 'nba', '2k9 2k09', '2009 09'],
  ['nba 2k09', 'nba', '2k9 2k09', '2009 09'],
  ['nhl 2k10', 'nhl', '2k10', '2010 10'],
  ['world cup 1998', 'world cup', '1998 98', ''],
  ['fifa2007', 'fifa', '2007 07', '2k7 2k07'],
  ['nba2k9', 'nba', '2k9 2k09', '2009 09'],
  ['final fantasy 13', 'final fantasy', '2013 13', '2k13'],
]

describe('the year at the end of a query', () => {
  test.each(NUMBERS)('%s', (query, before, near, far) => {
    const number = yearNumberOf(query.split(' '))
    const writings = (isNear: boolean) =>
      number?.writings
        .filter((one) => one.near === isNear)
        .map((one) => one.number)
        .join(' ')
    expect([number?.before.join(' '), writings(true), writings(false)]).toEqual([before, near, far])
  })

  test.each([
    '2048',
    '1942',
    'street fighter 2',
    'doom 3',
    'battlefield 1942',
    'anno 1404',
    'cyberpunk 2077',
    'final fantasy vii',
    'zelda n64',
    'halo ps2',
    'nba 2k',
    'gta5',
    '07',
  ])('is not one: %s', (query) => expect(yearNumberOf(query.split(' '))).toBeUndefined())
})
