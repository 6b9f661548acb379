import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { askedRecord, yearDate } from '#catalogue/match/asked-record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { findIdsBySlug } from '#db/game/facts'
import { type Judgement, judgeRecords } from '#db/match/judge'
import { agreementOf, compareDecisions } from '#tests/bench/match/list-decisions'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { LISTED, type ListedTitle, PRESS, SHOP } from './listed-titles'

setDefaultTimeout(60_000)

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('shop', [SHOP]))
  await load(stores, memorySource('press', [PRESS]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const recordOf = ([title, { year, platform, company, ids = {} }]: ListedTitle) =>
  askedRecord(
    {
      title,
      ids,
      ...(year !== undefined && { released: yearDate(year) }),
      platforms: platform === undefined ? [] : [platform],
      companies: company === undefined ? [] : [company],
    },
    standardVocabulary,
  )

const judge = (...listed: ListedTitle[]) => judgeRecords(stores.db, listed.map(recordOf))

async function slugsOf({ candidates }: Judgement): Promise<string[]> {
  const known = await findIdsBySlug(stores.db, [...new Set(LISTED.flatMap(([, , , slugs]) => slugs))])
  const slugById = new Map([...known].map(([slug, id]) => [id, slug]))
  return candidates.map(({ gameId }) => slugById.get(gameId) ?? gameId)
}

describe('a title of a list', () => {
  test('is decided as these are', async () => {
    const judged = await judge(...LISTED)
    for (const [at, [title, facts, band, slugs]] of LISTED.entries()) {
      const judgement = judged[at] ?? { band: 'none', candidates: [] }
      expect([title, facts, judgement.band]).toEqual([title, facts, band])
      expect([title, facts, (await slugsOf(judgement)).slice(0, slugs.length)]).toEqual([title, facts, slugs])
    }
  })

  test('is decided as a run would decide about a list with this record alone, except where games tie', async () => {
    const compared = await compareDecisions(stores.db, LISTED.map(recordOf))
    const agreements = compared.map((each) => [each.title, agreementOf(each)])
    expect(agreements.filter(([, agreement]) => agreement === 'different')).toEqual([])
    expect(agreements.filter(([, agreement]) => agreement === 'tied')).toEqual([['Doom', 'tied']])
    expect(compared).toHaveLength(LISTED.length)
  })

  test('is decided by itself: its neighbours in the list change nothing', async () => {
    const together = await judge(...LISTED, ...LISTED)
    const alone = await Promise.all(LISTED.map(async (listed) => (await judge(listed))[0]))
    expect(together as unknown[]).toEqual([...alone, ...alone])
  })

  test('has its evidence with codes and the values that were compared', async () => {
    const [judgement] = await judge(['PORTAL II', { year: 2012, platform: 'PS3', company: 'Valve' }, 'match', []])
    expect(judgement?.candidates[0]?.evidence).toEqual([
      expect.objectContaining({ code: 'title_normalised', field: 'title', asked: ['PORTAL II'], found: ['Portal 2'] }),
      expect.objectContaining({ code: 'year_near', asked: ['2012'], found: ['2011'] }),
      expect.objectContaining({ code: 'platform_equal', asked: ['ps3'], found: ['ps3'] }),
    ])
    const weights = judgement?.candidates[0]?.evidence.map(({ weight }) => weight) ?? []
    expect(judgement?.candidates[0]?.bits).toBeCloseTo(weights.reduce((sum, weight) => sum + weight, 0))
  })

  test('is named in a doubt as this record, and a tie says that another game matches as well', async () => {
    const [late, tied] = await judge(
      ['Tetris', { year: 2006, platform: 'Game Boy' }, 'review', []],
      ['Doom', {}, 'review', []],
    )
    expect(late?.candidates[0]?.evidence.at(-1)).toMatchObject({
      code: 'platform_years',
      says: 'their years on one platform are five or more apart (this record and shop 5)',
    })
    expect(tied?.candidates.map(({ evidence }) => evidence.at(-1)?.code)).toEqual(['tied', 'tied'])
  })

  test('of any length and any characters is decided', async () => {
    const odd = [
      'x'.repeat(10_000),
      '\u200f'.repeat(50),
      '0'.repeat(300),
      '\ud800',
      'a\0b',
      '__proto__',
      "'; drop table game;",
    ]
    const judged = await judge(...odd.map((title): ListedTitle => [title, {}, 'none', []]))
    expect(judged.map(({ band }) => band)).toEqual(odd.map(() => 'none'))
  })

  test('is the same for no titles, and for more than one batch of them', async () => {
    expect(await judge()).toEqual([])
    const many = Array.from({ length: 130 }, (_, at): ListedTitle => [at % 2 ? 'Portal 2' : 'Nothing', {}, 'none', []])
    expect((await judge(...many)).map(({ band }) => band)).toEqual(many.map((_, at) => (at % 2 ? 'match' : 'none')))
  })
})
