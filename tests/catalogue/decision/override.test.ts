import { describe, expect, test } from 'bun:test'
import { OVERRIDABLE_FIELDS, parseOverride } from '#catalogue/decision/overridable'
import { applyOverrides, type Override } from '#catalogue/decision/override'
import { mergeRecords } from '#catalogue/merge/merge'
import { aRecord } from '../match/records'

const game = mergeRecords([
  { ...aRecord('a/1/1', 'Portal 2', { summary: 'A puzzle.', genres: ['puzzle'], critics: { value: 95 } }), trust: 80 },
  { ...aRecord('b/1/1', 'Portal Two', { released: { date: '2011-04-18', precision: 'day' } }), trust: 20 },
])

const override = (field: string, value: unknown, at = '2026-01-01T00:00:00.000Z'): Override => ({
  field,
  value,
  author: 'ada',
  reason: 'I own it',
  at,
})

describe('an override', () => {
  test('wins over every source, and the provenance has its author, time and reason beside the claims of the sources', () => {
    const overridden = applyOverrides(game, [override('summary', 'Two robots.')])
    expect(overridden.summary).toBe('Two robots.')
    expect(overridden.provenance.summary).toEqual({
      rule: 'lock',
      winners: [],
      losers: [{ by: { source: 'a', dataset: '1', key: '1' }, value: 'A puzzle.' }],
      lock: { author: 'ada', reason: 'I own it', at: '2026-01-01T00:00:00.000Z', value: 'Two robots.' },
    })
  })

  test.each<[string, unknown, object]>([
    [
      'title',
      'Portal II',
      { title: 'Portal II', sortTitle: 'portal ii', alternativeNames: ['Portal 2', 'Portal Two'] },
    ],
    ['kind', 'mod', { kind: 'mod' }],
    [
      'released',
      { date: '2012-01-01', precision: 'year' },
      { released: { date: '2012-01-01', precision: 'year' }, year: 2012 },
    ],
    ['genres', ['puzzle', 'racing'], { genres: ['puzzle', 'racing'] }],
    ['series', ['Portal'], { series: ['Portal'] }],
    ['score.critics', 12.5, { critics: 12.5 }],
    ['salesCopies', 7, { salesCopies: 7 }],
    ['cover', 'https://example.org/x.jpg', { cover: { url: 'https://example.org/x.jpg', source: '' } }],
    ['companies', [{ name: 'Valve', role: 'developer' }], { companies: [{ name: 'Valve', role: 'developer' }] }],
  ])('may change %s, and its provenance is under the name of the field', (field, value, expected) => {
    const overridden = applyOverrides(game, [override(field, value)])
    expect(overridden).toMatchObject(expected)
    expect(overridden.provenance).toMatchObject({ [field]: { rule: 'lock' } })
  })

  test('of null makes a value unknown', () => {
    const overridden = applyOverrides(game, [override('released', null), override('score.critics', null)])
    expect(overridden).not.toHaveProperty('released')
    expect(overridden).not.toHaveProperty('year')
    expect(overridden).not.toHaveProperty('critics')
    expect(overridden.provenance['score.critics']?.rule).toBe('lock')
  })

  test('wins over an earlier one of the same field, whatever their order', () => {
    const overrides = [override('summary', 'new', '2026-02-01T00:00:00.000Z'), override('summary', 'old')]
    expect(applyOverrides(game, overrides)).toEqual(applyOverrides(game, overrides.toReversed()))
    expect(applyOverrides(game, overrides).summary).toBe('new')
  })

  test('of relations is kept beside the claims of the sources', () => {
    const relations = [{ relation: 'port_of', source: 'shop', id: '1' }] as const
    const stated = mergeRecords([{ ...aRecord('a/1/1', 'Portal 2', { relations: [...relations] }), trust: 80 }])
    const ruling = { relation: 'remake_of', record: { source: 'b', dataset: '1', key: '2' }, holds: true }
    const overridden = applyOverrides(stated, [override('related', [ruling])])
    expect(overridden).toMatchObject({ relations, rulings: [{ ...ruling, at: '2026-01-01T00:00:00.000Z' }] })
    expect(overridden.provenance.related).toMatchObject({
      rule: 'lock',
      winners: [{ by: { source: 'a' }, value: relations }],
      losers: [],
      lock: { author: 'ada', value: [ruling] },
    })
  })

  test('of the alternative names is not changed by one of the title, whichever is older', () => {
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']
    for (const [at, then] of [
      [early, late],
      [late, early],
    ]) {
      const overrides = [override('alternativeNames', ['P2'], at), override('title', 'Portal II', then)]
      expect(applyOverrides(game, overrides)).toMatchObject({ title: 'Portal II', alternativeNames: ['P2'] })
    }
  })

  test('of ratings is stored in our words', () => {
    const overridden = applyOverrides(game, [override('ratings', [{ board: 'ESRB', rating: 'Mature 17+' }])])
    expect(overridden.ratings).toEqual([{ board: 'esrb', rating: 'M' }])
  })

  test('of a field that no longer exists leaves the game as it is', () => {
    expect(applyOverrides(game, [override('engine', 'Source')])).toEqual(game)
  })
})

describe('an invalid override', () => {
  test.each<[string, unknown, string]>([
    ['titel', 'x', 'did you mean title?'],
    ['__proto__', 'x', 'This field cannot be overridden'],
    ['title', '', 'title must be a text that is not empty'],
    ['title', null, 'title must be a text'],
    ['title', 'x'.repeat(301), 'title must have at most 300 characters'],
    ['title', 'a\0b', 'title must be text without NUL'],
    ['kind', 'film', 'kind must be one of game'],
    ['website', 'javascript:alert(1)', 'website must be a URL'],
    ['released', { date: '2011-02-30', precision: 'day' }, 'released must be a'],
    ['released', '2011', 'released must be { date, precision }'],
    ['released', { date: '2011-02-01', precision: 'day', x: 1 }, 'released'],
    ['released', { date: '2011-02-01', precision: 'year' }, 'released must be the first day'],
    ['title', '\u200f\u200e', 'title must be one line of visible text'],
    ['title', 'Portal\n2', 'title must be one line of visible text'],
    ['title', 'Portal\u001b[2J', 'title must be one line of visible text'],
    ['genres', ['puzzle', 'no-such-genre'], 'Item 2 of genres must be a slug'],
    ['genres', ['puzzle', 'puzzle'], 'genres must list each one once'],
    ['series', ['Portal', 'PORTAL'], 'series must list each one once'],
    ['companies', [{ name: '!!!', role: 'developer' }], 'companies must list names of letters or digits'],
    [
      'ratings',
      [
        { board: 'ESRB', rating: 'M' },
        { board: 'esrb', rating: 'T' },
      ],
      'ratings must list each one once',
    ],
    ['ratings', [{ board: 'ESRB', rating: 'RP' }], 'Item 1 of ratings must be a decided rating, such as M or 18'],
    ['score.critics', 101, 'score.critics must be from 0 to 100'],
    ['score.critics', Number.NaN, 'score.critics must be'],
    ['salesCopies', 1.5, 'salesCopies must be a whole number'],
    ['related', [{ relation: 'remake_of', slug: 'portal' }], 'related'],
    ['related', [{ relation: 'remake_of', record: { source: 'a', dataset: 'a', key: 'a\0' }, holds: true }], 'related'],
    [
      'companies',
      [{ name: 'Valve', role: 'painter' }],
      'Item 1 of companies must have the role developer, publisher or null',
    ],
  ])('%s = %p is refused with a sentence', (field, value, says) => {
    const parsed = parseOverride(field, value)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.message).toContain(says)
  })

  test('of an object with unknown members is refused for every field', () => {
    for (const field of OVERRIDABLE_FIELDS) expect(parseOverride(field, { no: 'such' }).ok).toBe(false)
  })
})
