import { afterAll, beforeAll, describe, expect } from 'bun:test'
import axe from 'axe-core'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Program of the browser in which pages are tested; absent if there is none. */
export const TEST_BROWSER = process.env.TEST_BROWSER

/** A page in a browser profile of its own. `problems` are errors of its console, its scripts and its policy so far. */
export type Visit = { page: Page; context: BrowserContext; problems: string[] }

let browser: Browser | undefined
const visits: Visit[] = []

/** Declares flows in a browser. They are skipped where TEST_BROWSER names none. Each has to end without an error in a console. */
export function flows(name: string, declare: () => void): void {
  describe.skipIf(!TEST_BROWSER)(`${name}, in a browser (TEST_BROWSER names one)`, () => {
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: TEST_BROWSER ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
      })
    })
    afterAll(async () => {
      await browser?.close()
    })
    declare()
  })
}

/** Opens a page in a new profile. (Defaults: 1360 x 900, English, light) */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  if (!browser) throw new Error('visit is called in flows only')
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', ...options })
  context.setDefaultTimeout(15_000)
  const problems: string[] = []
  context.on('page', (page) => watch(page, problems))
  const page = await context.newPage()
  await page.goto(url)
  const opened = { page, context, problems }
  visits.push(opened)
  return opened
}

function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
}

/**
 * Closes every page and expects that none had an error. `allowed` matches errors that a flow provokes: a browser writes a refused
 * request to its console.
 */
export async function closeVisits(allowed = /^$/): Promise<void> {
  const open = visits.splice(0)
  await Promise.all(open.map(({ context }) => context.close()))
  expect(open.flatMap(({ problems }) => problems).filter((problem) => !allowed.test(problem))).toEqual([])
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Violation = { id: string; nodes: { target: string[]; any: { message: string }[] }[] }

/** Expects no violation of WCAG 2.2 AA in what a page shows now, in light and in dark colours. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  // The head covers what is scrolled below it, which a reader scrolls on, and axe takes for a target that is too small.
  const scrolled = await page.evaluate('scrollY')
  await page.evaluate('scrollTo(0, 0)')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const violations: Violation[] = await page.evaluate(
      `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
    )
    const told = violations.map(({ id, nodes }) => [
      colorScheme,
      id,
      nodes[0]?.target.join(' '),
      nodes[0]?.any[0]?.message,
    ])
    expect(told).toEqual([])
  }
  await page.evaluate(`scrollTo(0, ${scrolled})`)
}

/** Expects that every choice of the lists below a selector can be read whole, whichever is chosen. */
export async function expectWholeChoices(page: Page, selector: string): Promise<void> {
  const cut = await page.evaluate(`[...document.querySelectorAll('${selector} select')].flatMap((list) => {
    const copy = list.cloneNode(true)
    copy.style = 'position: absolute; visibility: hidden; width: max-content; max-width: none; min-width: 0'
    list.after(copy)
    const needed = copy.getBoundingClientRect().width
    copy.remove()
    return list.getBoundingClientRect().width + 1 < needed ? [[list.textContent, needed]] : []
  })`)
  expect(cut).toEqual([])
}

/** Expects that nothing on a page is wider than its window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
}
