import { loadavg } from 'node:os'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const RUNS = 5
/** Words that are typed, of titles that any list of games has. */
const TYPED = ['star', 'final', 'racing', 'world', 'super', 'war']
const SETTLED_MS = 1200

/** Script of the page that keeps what a browser measures of it. `typed` are the times from a key to the results that it asks for. */
const OBSERVERS = `globalThis.seen = { shift: 0, longest: 0, interactions: {}, typed: [] }
const observe = (type, take, options) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options })
observe('layout-shift', ({ hadRecentInput, value }) => { if (!hadRecentInput) seen.shift += value })
observe('longtask', ({ duration }) => { seen.longest = Math.max(seen.longest, duration) })
observe('event', ({ interactionId: id, duration }) => {
  if (id) seen.interactions[id] = Math.max(seen.interactions[id] ?? 0, duration)
}, { durationThreshold: 16 })
const rows = () => {
  if (document.querySelector('[data-row]')) seen.rows = performance.now()
  else requestAnimationFrame(rows)
}
rows()
document.addEventListener('input', ({ target, timeStamp }) => {
  const words = '“' + target.value.trim() + '”'
  const look = () => {
    if (target.value.trim() !== words.slice(1, -1)) return
    if (document.querySelector('.list-count')?.textContent.includes(words)) seen.typed.push(performance.now() - timeStamp)
    else requestAnimationFrame(look)
  }
  if (target.id === 'q') look()
})`

/** Durations of the calls that search words. */
const CALLS = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/v1/search?q=')).map(({ duration }) => duration)`

type Seen = { shift: number; longest: number; interactions: Record<string, number>; typed: number[]; rows: number }

/** What is measured, by its name, in milliseconds where it is a time. */
type Measured = Readonly<Record<string, number>>

const sorted = (values: readonly number[]) => values.toSorted((one, other) => one - other)
const quantile = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

/** Types words, filters, walks, shows the list in each way, opens a game and comes back. */
async function walkThrough(page: Page): Promise<void> {
  for (const word of TYPED) {
    await page.locator('#q').selectText()
    await page.keyboard.type(word, { delay: 130 })
    await page.waitForTimeout(SETTLED_MS)
  }
  await page.locator('#q').fill('')
  await page.waitForTimeout(SETTLED_MS)
  for (const _ of ['chosen', 'left out']) {
    await page.locator('.facet input').first().click()
    await page.waitForTimeout(SETTLED_MS)
  }
  await page.locator('[data-row] a').first().focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'x', 'Shift+ArrowDown', 'Escape']) await page.keyboard.press(key)
  for (const view of await page.locator('.views button').all()) {
    await view.click()
    await page.waitForTimeout(SETTLED_MS)
  }
  await page.locator('.views button').first().click()
  await page.waitForTimeout(SETTLED_MS)
  await page.locator('[data-row] a').first().click()
  await page.waitForSelector('.says')
  await page.waitForTimeout(SETTLED_MS)
  await page.goBack()
  await page.waitForSelector('[data-row]')
  await page.waitForTimeout(SETTLED_MS)
}

type TraceEvent = { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }

/** Returns the longest task of a page in the processor time of its thread, which a busy machine does not lengthen. */
function longestTask(trace: Buffer): number {
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString())
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const threads = new Set(mains.map(threadOf))
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && threads.has(threadOf(event)))
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000
}

async function measureOnce(browser: Browser, context: BrowserContext, url: string): Promise<Measured> {
  await context.addInitScript(OBSERVERS)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await page.goto(url)
  await page.waitForSelector('[data-row]')
  const firstPaint = Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"))
  await page.waitForTimeout(SETTLED_MS)
  const afterLoad = longestTask(await browser.stopTracing())
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await walkThrough(page)
  const inSession = longestTask(await browser.stopTracing())
  const seen: Seen = await page.evaluate('seen')
  const calls: number[] = await page.evaluate(CALLS)
  const { metrics } = await cdp.send('Performance.getMetrics')
  const interactions = Object.values(seen.interactions)
  return {
    'first contentful paint': firstPaint,
    'first results, cold browser': seen.rows,
    'key to results, p75': quantile(seen.typed, 0.75),
    'of these the call of the service, p75': quantile(calls, 0.75),
    'interactions of 16 ms and more': interactions.length,
    'interaction to next paint, p75 of those': quantile(interactions, 0.75),
    'interaction to next paint, longest': Math.max(...interactions),
    'longest task': seen.longest,
    'longest task while loading, own time': afterLoad,
    'longest task of the session, own time': inSession,
    'all tasks, own time': (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000,
    'layout shift': seen.shift,
    'load average': loadavg()[0] ?? 0,
  }
}

/** Signs in once by a link, measures a session of the search and a game in new browsers, and prints the medians. */
async function measure(link: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.TEST_BROWSER ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const first = await browser.newContext()
  const page = await first.newPage()
  await page.goto(link)
  await page.waitForSelector('[data-row]')
  let storageState = await first.storageState()
  await first.close()
  const runs: Measured[] = []
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', storageState })
    runs.push(await measureOnce(browser, context, `${new URL(link).origin}/explorer`))
    storageState = await context.storageState()
    await context.close()
  }
  await browser.close()
  for (const name of Object.keys(runs[0] ?? {})) {
    const values = sorted(runs.map((run) => run[name] ?? Number.NaN)).map((value) => Number(value.toPrecision(3)))
    process.stdout.write(
      `${name.padEnd(42)}${String(values[Math.floor(RUNS / 2)]).padStart(8)}   ${values.join(' ')}\n`,
    )
  }
}

const [link] = process.argv.slice(2)
if (!link) throw new Error('Give the link that bun run token --link prints.')
await measure(link)
