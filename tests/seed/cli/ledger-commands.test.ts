import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSeed } from '#tests/support/seed-process'
import { createTestStores } from '#tests/support/stores'

const ROOT = mkdtempSync(join(tmpdir(), 'vestim-ledger-'))
const SERVER = process.env.TEST_DATABASE_URL
const SLOW = 120_000
const at = (name: string) => join(ROOT, name)
afterAll(() => rmSync(ROOT, { recursive: true }), 30_000)

const ROWS = ['1;Elite;4', '2;Doom;5', '3;Tetris;', '4;Portal;9', '5;"Half; Life";8', '1;Elite II;4']

/** Declares a list with this best score. */
const config = (scale: number) =>
  JSON.stringify({
    sources: [
      {
        name: 'mine',
        format: 'csv',
        from: 'list.csv',
        key: 'id',
        map: { title: 'title', 'score.users': { column: 'score', scale } },
      },
    ],
  })

beforeAll(() => {
  writeFileSync(at('list.csv'), `id;title;score\n${ROWS.join('\n')}\n`)
  writeFileSync(at('config.json'), config(5))
  writeFileSync(at('mended.json'), config(10))
})

const seed = (...args: string[]) => runSeed(args, { DATA_DIR: at('store') })

type Done = { event: string; read: number; accepted: number; unchanged: number; duplicate: number; quarantined: number }
const counts = ({ read, accepted, unchanged, duplicate, quarantined }: Done) => [
  read,
  accepted,
  unchanged,
  duplicate,
  quarantined,
]

/** Returns the counts of a command's last event (read, accepted, unchanged, duplicate, quarantined), and its exit code. */
async function counted(...args: string[]) {
  const { exit, out, err } = await seed(...args, '--json', '--quiet')
  expect(err).toBe('')
  const events = out
    .trim()
    .split('\n')
    .map((line): Done => JSON.parse(line))
  return { exit, counts: counts(events.at(-1) as Done) } // safe: split gives at least one line
}
const load = (...options: string[]) => counted('mine', '--config', at('config.json'), ...options)

test(
  'a load counts what --limit lets through, --dry-run too, and with --max-rejects ends with exit code 3',
  async () => {
    expect(await load('--dry-run', '--limit', '4', '--max-rejects', '24%')).toMatchObject({
      exit: 3,
      counts: [4, 3, 0, 0, 1],
    })
    expect(await load('--limit', '4', '--max-rejects', '25%')).toMatchObject({ exit: 0, counts: [4, 3, 0, 0, 1] })
    expect(await load('--max-rejects', '33%')).toMatchObject({ exit: 3, counts: [6, 0, 3, 1, 2] })
  },
  SLOW,
)

test(
  '--dry-run prints the reasons of what it would refuse, with counts and examples, and so does its --json',
  async () => {
    const list = ['mine', '--config', at('config.json'), '--dry-run', '--quiet']
    const { out } = await seed(...list)
    expect(out).toContain('why records would be refused')
    expect(out).toContain('2 invalid_number in score.users: The value is not a number, or is out of range.')
    expect(out).toContain('line 5: 4;Portal;9')
    const events = (await seed(...list, '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toMatchObject([
      {
        event: 'refused',
        source: 'mine',
        dataset: 'mine',
        code: 'invalid_number',
        field: 'score.users',
        count: 2,
        examples: [{ text: '4;Portal;9' }, { text: '5;"Half; Life";8' }],
      },
      { event: 'done', quarantined: 2 },
    ])
    expect(events[1].refused).toBeUndefined()
  },
  SLOW,
)

test(
  'quarantine --export writes the position, reason and text of each record',
  async () => {
    const exported = at('refused.ndjson')
    expect((await seed('quarantine', 'mine', '--export', exported)).out).toContain('3 refused')
    const events = (await seed('quarantine', 'mine', '--export', exported, '--json')).out.trim().split('\n')
    expect(events.map((line) => JSON.parse(line))).toEqual([{ event: 'exported', records: 3 }])
    const refusals = (await seed('quarantine', 'mine', '--json')).out.trim().split('\n')
    expect(refusals.map((line) => JSON.parse(line).event)).toEqual(refusals.map(() => 'refused'))
    const lines = (await Bun.file(exported).text()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { run: 2, code: 'invalid_number', field: 'score.users', position: { line: 5 }, key: '4', raw: ROWS[3] },
      { run: 2, code: 'invalid_number', field: 'score.users', position: { line: 6 }, key: '5', raw: ROWS[4] },
      { run: 2, code: 'duplicate_key', field: null, position: { line: 7 }, raw: ROWS[5] },
    ])
  },
  SLOW,
)

test(
  'quarantine --replay loads records that a changed map accepts, as from their file',
  async () => {
    const { exit, err } = await seed('quarantine', 'mine', '--replay')
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('There is no source called mine') })
    const mended = ['--config', at('mended.json')]
    const replay = await counted('quarantine', 'mine', '--replay', ...mended)
    expect(replay).toMatchObject({ exit: 0, counts: [3, 2, 0, 1, 0] })
    expect((await seed('quarantine', 'mine')).out.trim()).toMatch(/^1 mine \(mine\) duplicate_key/)
    expect(await counted('mine', ...mended)).toMatchObject({ exit: 0, counts: [6, 2, 3, 1, 0] })
    expect((await seed('status')).out).toMatch(/^4 mine .*\n3 mine \(mine\) replay done: 3 read/)
  },
  SLOW,
)

test(
  'a load with --dataset is a separate list; --restart starts again',
  async () => {
    expect(await load('--dataset', 'other')).toMatchObject({ counts: [6, 3, 0, 1, 2] })
    expect(await load('--dataset', 'other', '--restart')).toMatchObject({ counts: [6, 0, 3, 1, 2] })
    const { out } = await seed('quarantine', 'mine')
    expect(out.trim()).toMatch(/^2 mine \(other\) invalid_number in score.users/)
  },
  SLOW,
)

test(
  'differences from the last run are shown by status RUN, and with --json right before the last line',
  async () => {
    writeFileSync(at('list.csv'), 'id;title;score;year\n1;Elite;4;1984\n2;Doom;5;1993\n3;Tetris;3;1989\n')
    const { out } = await seed('mine', '--config', at('config.json'), '--json')
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toMatchObject([
      { event: 'drift', run: 7, source: 'mine', fields: { appeared: ['year'], gone: [], emptied: [] } },
      { event: 'done', run: 7 },
    ])
    expect((await seed('status', '7')).out).toContain('fields seen for the first time: year')
  },
  SLOW,
)

test.skipIf(!SERVER)(
  'a source with an active run in another process is refused with exit code 4 (needs TEST_DATABASE_URL)',
  async () => {
    await using stores = await createTestStores()
    const answer = await stores.exclusively('source.mine', () =>
      runSeed(['mine', '--config', at('config.json'), '--quiet'], { DATABASE_URL: stores.databaseUrl ?? '' }),
    )
    expect(answer).toMatchObject({ exit: 4, err: expect.stringContaining('Another run of mine is active') })
  },
  SLOW,
)
