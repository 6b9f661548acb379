import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium } from 'playwright-core'

const FOLDER = join(import.meta.dir, '..', '..', 'docs', 'explorer')
const WIDE = { width: 1280, height: 800 }
const SMALL = { width: 320, height: 640 }

/** Pictures of the documentation: name, path, element that has to be there, options of the browser. */
const SHOTS: readonly (readonly [name: string, path: string, ready: string, options: BrowserContextOptions])[] = [
  ['search', '?q=star', '.window-list mark', { viewport: WIDE }],
  ['search-dark', '?platform=wii', '.window-list li', { viewport: WIDE, colorScheme: 'dark' }],
  ['search-small', '?q=zelda', '.window-list mark', { viewport: SMALL }],
  ['insights', '/insights', '.disagreements rect', { viewport: WIDE }],
  ['quality', '/quality', '.share', { viewport: WIDE }],
  ['sources', '/sources', '.source', { viewport: WIDE }],
  ['game', '/games/euro-truck-simulator-2', '.alike li', { viewport: WIDE }],
  ['game-dark', '/games/portal-2', '.alike li', { viewport: WIDE, colorScheme: 'dark' }],
  ['game-small', '/games/portal-2', '.alike li', { viewport: SMALL, locale: 'fr-FR' }],
  ['compare', '/compare?a=portal&b=portal-2', '.compared tbody tr', { viewport: WIDE }],
  ['review', '/review', '.would-be strong', { viewport: WIDE }],
  ['review-dark', '/review', '.would-be strong', { viewport: WIDE, colorScheme: 'dark' }],
  ['review-small', '/review', '.would-be strong', { viewport: SMALL, locale: 'fr-FR' }],
  ['decisions', '/decisions', 'h1', { viewport: WIDE }],
  ['account', '/account', 'h1', { viewport: WIDE }],
]

/** Signs in once by a link, and takes every picture with that session. */
async function takeShots(link: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.TEST_BROWSER ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext()
  const first = await context.newPage()
  await first.goto(link)
  await first.waitForSelector('.window-list li')
  let storageState = await context.storageState()
  await context.close()
  await mkdir(FOLDER, { recursive: true })
  for (const [name, path, ready, options] of SHOTS) {
    const shot = await browser.newContext({ locale: 'en-GB', ...options, storageState })
    const page = await shot.newPage()
    await page.goto(`${new URL(link).origin}/explorer${path}`)
    await page.waitForSelector(ready)
    await page.waitForTimeout(1500)
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
    storageState = await shot.storageState()
    await shot.close()
  }
  await browser.close()
}

const [link] = process.argv.slice(2)
if (!link) throw new Error('Give the link that bun run token --link prints.')
await takeShots(link)
