import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { Glob } from 'bun'
import { createMetrics } from '#src/metrics/metrics'
import { processMetrics } from '#src/metrics/process-metrics'
import { createStoreMetrics } from '#src/metrics/store-metrics'
import { createTestStores } from '#tests/support/stores'

const ROOT = join(import.meta.dir, '..')
const page = await Bun.file(join(ROOT, 'docs/operations.md')).text()
const sectionOf = (title: string) => page.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? ''

/** Returns the first cells of the first table of a section, without backquotes. */
const firstCells = (section: string) =>
  [...section.matchAll(/^\| (`[^|]+) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name ?? ''),
  )

test('every code of the log is in its table, and no other one', async () => {
  const codes = new Set<string>()
  for await (const path of new Glob('src/**/*.ts').scan(ROOT)) {
    const text = await Bun.file(join(ROOT, path)).text()
    for (const [, code = ''] of text.matchAll(/\blog(?:\.\w+|\[level\])\(\s*'(\w+)'/g)) codes.add(code)
    for (const [, code = ''] of text.matchAll(/\blogLine\('\w+', '(\w+)'/g)) codes.add(code)
    if (path.endsWith('shortcomings.ts'))
      for (const [, code = ''] of text.matchAll(/^ {2}(\w+):\s+'/gm)) codes.add(code)
  }
  expect(codes.size).toBeGreaterThan(20)
  expect(firstCells(sectionOf('Logs')).sort()).toEqual([...codes].sort())
})

test('every metric is in its table, and no other one; alerts and the example name no other one', async () => {
  await using stores = await createTestStores()
  const list = async (isAvoided: boolean) =>
    await createStoreMetrics({
      db: stores.db,
      search: isAvoided ? { ...stores.search, isAvoided: () => true } : stores.search,
      // safe: only whether there is one counts
      ...(isAvoided && { elasticsearch: {} as NonNullable<typeof stores.elasticsearch> }),
    })()
  const load = ['vestim_http_requests_in_flight', 'vestim_http_requests_waiting']
  const metrics = [...createMetrics().list(), ...(await list(true)), ...processMetrics()]
  const names = [...metrics.map(({ name }) => name), ...load].sort()
  const section = sectionOf('Metrics')
  const table = firstCells(section).filter((name) => /^(vestim|process)_/.test(name))
  expect([...new Set(table)].sort()).toEqual(names)
  for (const [name] of section.matchAll(/\b(?:vestim|process)_\w+(?<!_)/g))
    expect([name, names.includes(name.replace(/_bucket$/, '')) || name === 'vestimlib_metrics_token']).toEqual([
      name,
      true,
    ])
})

test('the scrape configuration and the alerts are YAML', () => {
  const blocks = [...sectionOf('Metrics').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) =>
    Bun.YAML.parse(text),
  )
  expect(blocks).toMatchObject([
    { scrape_configs: [{ job_name: 'vestimlib' }] },
    { groups: [{ rules: expect.arrayContaining([expect.objectContaining({ alert: 'VestimBackupOld' })]) }] },
  ])
})
