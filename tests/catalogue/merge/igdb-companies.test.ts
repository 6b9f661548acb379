import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { companyKey, companySlug } from '#catalogue/merge/company'

const DATA = process.env.TEST_DATA_DIR

test.skipIf(!DATA)(
  'companies that IGDB tells apart are one for us only if renamed, or alike but for the legal form',
  async () => {
    const companies: { name: string }[] = await Bun.file(join(DATA ?? '', 'igdb/igdb_v2_companies_2017.json')).json()
    expect(companies).toHaveLength(877)
    const named = Map.groupBy(companies, ({ name }) => companyKey(name))
    expect(named.has('')).toBe(false)
    const joined = [...named].flatMap(([key, same]) => (same.length > 1 ? key : []))
    expect(joined.sort()).toEqual([
      ...[
        'atari',
        'bandainamcoentertainment',
        'daybreakgamecompany',
        'disneyinteractivestudios',
        'interplayentertainment',
      ],
      ...['microids', 'moonstudios', 'rockstarnorth', 'sonyinteractiveentertainment', 'square', 'team17', 'ubisoft'],
      'xboxgamestudios',
    ])
    for (const [key, [first]] of named) expect(companyKey(companySlug(first?.name ?? ''))).toBe(key)
  },
)
