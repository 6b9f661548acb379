import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const FOLDER = join(import.meta.dir, '..', '..', 'docs', 'explorer')
const WIDE = { width: 1280, height: 800 }
const SMALL = { width: 320, height: 640 }
/** Time in which a page has drawn what it loads after the rest. */
const SETTLED_MS = 1500

/** A picture: its name, path, element that has to be there, options of the browser, and what is done on it: `before` it is taken, or after. */
type Shot = readonly [
  name: string,
  path: string,
  ready: string,
  options: BrowserContextOptions,
  act?: (page: Page) => Promise<unknown>,
  when?: 'before',
]

const DARK = { viewport: WIDE, colorScheme: 'dark' } as const
const FRENCH = { viewport: SMALL, locale: 'fr-FR' } as const

/** Answers the pair that is shown, so that the page of decisions has one. */
const decide = async (page: Page) => {
  await page.keyboard.press('d')
  await page.waitForSelector('.session-line, .notice p')
}

/** Looks what a pasted list gives. */
const pasteList = async (page: Page) => {
  await page.locator('textarea').fill('Portal 2\nThe Legend of Zelda\nHalf Life 2\nNo Such Game 4711')
  await page.getByRole('button', { name: 'See what it gives' }).click()
  await page.waitForSelector('.report')
}

/** Pictures of the documentation, those of a session that a link begins. */
const SHOTS: readonly Shot[] = [
  ['search', '?q=star', '.window-list mark', { viewport: WIDE }],
  ['search-dark', '?platform=wii', '.window-list li', DARK],
  ['search-small', '?q=zelda', '.window-list mark', { viewport: SMALL }],
  ['insights', '/insights', '.disagreements rect', { viewport: WIDE }],
  ['quality', '/quality', '.share', { viewport: WIDE }],
  ['sources', '/sources', '.source', { viewport: WIDE }],
  ['game', '/games/euro-truck-simulator-2', '.alike li', { viewport: WIDE }],
  ['game-dark', '/games/portal-2', '.alike li', DARK],
  ['game-small', '/games/portal-2', '.alike li', FRENCH],
  ['compare', '/compare?a=portal&b=portal-2', '.compared tbody tr', { viewport: WIDE }],
  ['review-small', '/review', '.would-be strong', FRENCH, decide],
  ['review-dark', '/review', '.would-be strong', DARK, decide],
  ['review', '/review', '.would-be strong', { viewport: WIDE }],
  ['decisions', '/decisions', '.decision', { viewport: WIDE }],
]

/** The picture of an account, which a link has not. */
const ACCOUNT: Shot = ['account', '/account', 'textarea', { viewport: WIDE }, pasteList, 'before']

/** A session of a browser, which goes on from one picture to the next. */
type ShotSession = { browser: Browser; origin: string; state: BrowserContextOptions['storageState'] }

async function takeShot(session: ShotSession, [name, path, ready, options, act, when]: Shot): Promise<void> {
  const { browser, origin, state: storageState } = session
  const context = await browser.newContext({ locale: 'en-GB', ...options, ...(storageState && { storageState }) })
  const page = await context.newPage()
  await page.goto(`${origin}/explorer${path}`)
  await page.waitForSelector(ready, { timeout: 120_000 })
  await page.waitForTimeout(SETTLED_MS)
  if (when === 'before') await act?.(page)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  if (when !== 'before') await act?.(page)
  await page.waitForTimeout(SETTLED_MS)
  session.state = await context.storageState()
  await context.close()
}

/** Begins a session with what `enter` does on the page of an address. */
async function begin(browser: Browser, address: string, enter: (page: Page) => Promise<unknown>): Promise<ShotSession> {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(address)
  await enter(page)
  await page.waitForSelector('.window-list li', { timeout: 120_000 })
  const state = await context.storageState()
  await context.close()
  return { browser, origin: new URL(address).origin, state }
}

const [link, email, password] = process.argv.slice(2)
if (!link)
  throw new Error(
    'Give the link that bun run token --link prints, and an address and a password for the picture of an account.',
  )
const browser = await chromium.launch({
  executablePath: process.env.TEST_BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
await mkdir(FOLDER, { recursive: true })
const session = await begin(browser, link, async () => {})
for (const shot of SHOTS) await takeShot(session, shot)
if (email && password) {
  const own = await begin(browser, `${session.origin}/explorer`, async (page) => {
    await page.fill('input[name=email]', email)
    await page.fill('input[name=password]', password)
    await page.click('button[type=submit]')
  })
  await takeShot(own, ACCOUNT)
}
await browser.close()
