import { afterAll, beforeAll, expect, test } from 'bun:test'
import { companyKey } from '#catalogue/merge/company'
import { type OlderStore, openOlderStore } from '#tests/support/older-schema'

let store: OlderStore

const game = (at: number) => `00000000-0000-7000-8000-00000000000${at}`

beforeAll(async () => {
  store = await openOlderStore('0033_company_role.sql')
  await store.client.exec(`insert into company (slug, name, aliases) overriding system value values
    ('hexa-drive', 'Hexa Drive', '{Hexa Drive}'), ('hexadrive', 'HexaDrive', '{HexaDrive,HEXADRIVE Inc.}'),
    ('3do-company', 'The 3DO Company', '{The 3DO Company}'), ('3do', '3DO', '{3DO}'), ('r-age', 'R-Age', '{R-Age}'), ('rage', 'Rage', '{Rage}'),
    ('team17software', 'Team17Software', '{Team17Software}'), ('team17', 'Team17', '{Team17}')`)
  for (const [at, houses] of [
    ['hexa-drive', 'r-age'],
    ['hexadrive'],
    ['hexadrive', 'hexa-drive'],
    ['3do-company'],
    ['team17software'],
  ].entries()) {
    const list = houses.map((slug) => `'${slug}'`).join(', ')
    await store.client.exec(`insert into game (id, slug, title, sort_title, kind, provenance, content_hash, company_ids)
      values ('${game(at)}', '${at}', '${at}', '${at}', 'game', '{}', 1, array(select id from company where slug in (${list}) order by id));
      insert into game_company (game_id, company_id, role) select '${game(at)}', id, 'developer' from company where slug in (${list})`)
  }
  await store.upgrade()
}, 60_000)
afterAll(() => store.client.close())

const rows = async (text: string) => (await store.client.query(text)).rows

test('companies of an older release whose names differ in spaces become one, with the games of all', async () => {
  expect(
    await rows(
      `select key, slug, array(select unnest(slugs) order by 1) as slugs, cardinality(aliases) as aliases from company order by slug`,
    ),
  ).toEqual([
    { key: '3do', slug: '3do-company', slugs: ['3do', '3do-company'], aliases: 2 },
    { key: 'hexadrive', slug: 'hexa-drive', slugs: ['hexa-drive', 'hexadrive'], aliases: 3 },
    { key: 'r-age', slug: 'r-age', slugs: ['r-age'], aliases: 1 },
    { key: 'rage', slug: 'rage', slugs: ['rage'], aliases: 1 },
    { key: 'team17', slug: 'team17software', slugs: ['team17', 'team17software'], aliases: 2 },
  ])
  const named = `(select array_agg(c.slug order by c.slug) from company c where c.id = any (g.company_ids))`
  expect(
    await rows(`select ${named} as ids, g.version, (select array_agg(c.slug order by c.slug) from game_company gc join company c
    on c.id = gc.company_id where gc.game_id = g.id) as companies from game g order by id`),
  ).toEqual([
    { ids: ['hexa-drive', 'r-age'], companies: ['hexa-drive', 'r-age'], version: 1 },
    { ids: ['hexa-drive'], companies: ['hexa-drive'], version: 2 },
    { ids: ['hexa-drive'], companies: ['hexa-drive'], version: 2 },
    { ids: ['3do-company'], companies: ['3do-company'], version: 1 },
    { ids: ['team17software'], companies: ['team17software'], version: 1 },
  ])
  expect(await rows('select game_id as id, version from game_change order by seq')).toEqual([
    { id: game(1), version: 2 },
    { id: game(2), version: 2 },
  ])
})

test('their keys are those of the code', async () => {
  for (const { key, slug } of (await rows(`select key, slug from company`)) as { key: string; slug: string }[])
    expect(companyKey(slug)).toBe(key)
})
