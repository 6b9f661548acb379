import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { BrowserContextOptions } from 'playwright-core'
import { MOST_LIST_BYTES } from '#src/explorer/pages/account/list-text'
import { createPerson, type Person, signInAs, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { closeVisits, expectAccessible, expectNoSidewaysScroll, flows, visit } from './support/browser'
import { type ExplorerService, startExplorer } from './support/catalogue'

const LIST = `Game;System;Status;My Rating;Hours
Zelda II;NES;Finished;9;12
Amber Adventur Architects;;Backlog;;
A game that nobody knows;PC;;;
Star Rider;PC;Playing;99;
`

flows('the account', () => {
  let service: ExplorerService
  let ada: Person
  const app = () => createTestApp(service.stores)
  beforeAll(async () => {
    service = await startExplorer()
    await load(service.stores, memorySource('long', [[{ key: '1', title: 'Amber Adventure Architects' }]]))
    ada = await createPerson(app(), service.stores.db, 'ada@example.org', 'editor')
  }, 60_000)
  afterAll(() => service[Symbol.asyncDispose]())
  afterEach(() => closeVisits(/status of (?:400|401|403|404|422)|ERR_INTERNET_DISCONNECTED/))

  const open = async (search = '', options: BrowserContextOptions = {}, password = TEST_PASSWORD) => {
    const { page } = await visit(`${service.url}/explorer/account${search}`, options)
    await page.fill('input[name=email]', ada.email)
    await page.fill('input[name=password]', password)
    await page.click('button[type=submit]')
    await page.waitForSelector('text=ada@example.org')
    return page
  }
  const exported = async () =>
    (await (
      await fetch(`${service.url}/v1/me/collections/owned/export`, {
        headers: { authorization: `Bearer ${ada.tokens.accessToken}` },
      })
    ).json()) as { title: string; slug: string | null }[] // safe: the schema of an export

  test('a list is pasted, looked at, brought in, and its doubtful games are chosen by keys', async () => {
    const page = await open()
    await page.waitForSelector('text=Nothing in it yet')
    await page.getByLabel('The list').fill(LIST)
    await page.click('text=See what it gives')
    await page.waitForSelector('text=4 rows')
    expect(await page.locator('.report dd').allTextContents()).toEqual(['1', '1', '1', '1'])
    await page.click('text=To be chosen afterwards')
    await expectAccessible(page)
    expect(await exported()).toEqual([])
    await page.click('text=Bring 3 in')
    await page.waitForSelector('.item >> text=Zelda II')
    await expectAccessible(page)
    await page.click('text=2 without a game: choose')
    await page.waitForSelector('[data-item]')
    expect(new URL(page.url()).search).toBe('?collection=owned&open=1')
    await page.waitForSelector('.item-stated >> text=A game that nobody knows')
    await expectAccessible(page)
    await page.keyboard.press('j')
    await page.waitForSelector('.item-stated >> text=Amber Adventur Architects')
    await page.click('summary >> text=Amber Adventure Architects')
    await expectAccessible(page)
    await page.keyboard.press('1')
    await page.waitForSelector('text=Amber Adventure Architects is chosen.')
    await page.keyboard.press('0')
    await page.waitForSelector('text=Every game of this collection is chosen.')
    await expectAccessible(page)
    expect((await exported()).map(({ slug }) => slug ?? 'none').toSorted()).toEqual([
      'amber-adventure-architects',
      'none',
      'zelda-ii',
    ])
    await page.click('text=Back to the collection')
    await page.click('[aria-label="Take out: A game that nobody knows"]')
    await page.waitForSelector('text=Taken out')
    expect(await exported()).toHaveLength(2)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    expect(await Bun.file(await file.path()).text()).toContain('zelda-ii')
  }, 60_000)

  test('titles alone, one on each line, go into a collection of an own name, which is deleted', async () => {
    const page = await open('?collection=no-such-one')
    await page.getByLabel('New collection').fill('My shelf')
    await page.click('text=Make it')
    await page.waitForSelector('h2 >> text=My shelf')
    await page.getByLabel('The list').fill('Star Rider\nIron Garden')
    await page.click('text=See what it gives')
    await page.click('text=Bring 2 in')
    await page.waitForSelector('.item >> text=Star Rider')
    await page.click('text=Delete the collection')
    await page.waitForSelector('text=Deleted, with 2 games.')
    const file = page.getByLabel('Choose a file')
    await file.setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.alloc(MOST_LIST_BYTES + 1, 'a') })
    await page.waitForSelector('text=The file has more than 1 MiB')
    await file.setInputFiles({
      name: 'a.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('title;hours\nPok\xe9mon;3\n', 'latin1'),
    })
    await page.waitForSelector('.note.bad', { state: 'detached' })
    expect(await page.getByLabel('The list').inputValue()).toBe('title;hours\nPokémon;3\n')
    await page.getByLabel('The list').fill('{"not":"a list"}')
    await page.click('text=See what it gives')
    await page.waitForSelector('.note.bad')
    await expectAccessible(page)
  }, 30_000)

  test('a key is shown once, and sign-ins end', async () => {
    await signInAs(app(), ada.email)
    const page = await open('?part=access')
    await page.getByLabel('Name').fill('Nightly')
    await page.click('text=Make a key')
    const key = String(await page.locator('.new-key').textContent())
    const me = await fetch(`${service.url}/v1/games?limit=1`, { headers: { 'x-api-key': key } })
    expect(me.status).toBe(200)
    await expectAccessible(page)
    await page.reload()
    await page.waitForSelector('.own-list >> text=Nightly')
    expect(await page.textContent('main')).not.toContain(key)
    await page.click('[aria-label="Delete: Nightly"]')
    await page.waitForSelector('text=The key was deleted.')
    const others = await page.locator('[aria-label^="End it:"]').count()
    await page.locator('[aria-label^="End it:"]').first().click()
    await page.waitForSelector('text=The sign-in has ended.')
    await page
      .locator('[aria-label^="End it:"]')
      .nth(others - 1)
      .waitFor({ state: 'detached' })
  }, 30_000)

  test('the password changes, a wrong one is told in words', async () => {
    const page = await open('?part=access')
    await page.locator('input[name=current]').fill('not the password')
    await page.getByLabel(/^New password/).fill('four quiet green lamps')
    await page.click('text=Change it')
    await page.waitForSelector('text=The current password is wrong.')
    await page.locator('input[name=current]').fill(TEST_PASSWORD)
    await page.click('text=Change it')
    await page.waitForSelector('text=The password was changed.')
    await page.locator('input[name=current]').fill('four quiet green lamps')
    await page.getByLabel(/^New password/).fill(TEST_PASSWORD)
    await page.click('text=Change it')
    await page.locator('input[name=current]:invalid').waitFor()
  }, 30_000)

  test('a person saves everything that is kept, and erases the account by the password', async () => {
    const eve = await createPerson(app(), service.stores.db, 'eve@example.org')
    const { page } = await visit(`${service.url}/explorer/account?part=access`)
    await page.fill('input[name=email]', eve.email)
    await page.fill('input[name=password]', TEST_PASSWORD)
    await page.click('button[type=submit]')
    const saved = page.waitForEvent('download')
    await page.click('text=Save all that is kept about me')
    expect(await Bun.file(await (await saved).path()).text()).toContain(eve.email)
    await page.fill('input[name=erase]', 'not the password')
    await page.click('text=Erase the account')
    await page.waitForSelector('text=The current password is wrong.')
    await expectAccessible(page)
    await page.fill('input[name=erase]', TEST_PASSWORD)
    await page.click('text=Erase the account')
    await page.waitForSelector('text=Without an account')
    const again = await fetch(`${service.url}/v1/me`, {
      headers: { authorization: `Bearer ${eve.tokens.accessToken}` },
    })
    expect(again.status).toBe(401)
  }, 30_000)

  test('a session without an account and one without the right say so; choices of the page work without either', async () => {
    const { page } = await visit(await service.link('/account'))
    await page.waitForSelector('text=This session began with a link')
    await expectAccessible(page)
    const { page: reader } = await visit(await service.link('/account', 'read'))
    await reader.waitForSelector('text=the scope self')
    await reader.click('text=This page')
    await reader.getByLabel('Language').selectOption('fr')
    await reader.waitForSelector('h1 >> text=Compte')
    await expectAccessible(reader)
  })

  test('it fits a small screen, in French and dark, and says when nothing answers', async () => {
    const small = { viewport: { width: 320, height: 700 }, locale: 'fr-FR', colorScheme: 'dark' as const }
    const page = await open('?part=access', small)
    await page.waitForSelector('.own-list li')
    await expectNoSidewaysScroll(page)
    await page.context().setOffline(true)
    await page.click('text=Collections')
    await page.waitForSelector('text=Le service ne répond pas.')
    await page.context().setOffline(false)
    await page.click('text=Réessayer')
    await page.waitForSelector('h2 >> text=Possédés')
    await page.getByLabel('La liste').fill('Zelda II\nZeldo')
    await page.click('text=Voir ce qu’elle donne')
    await page.waitForSelector('text=2 lignes')
    await expectNoSidewaysScroll(page)
    const text = String(await page.textContent('main'))
    for (const english of ['Account', 'Owned', 'list', 'rows', 'matched', 'Take out', 'Save', 'New', 'choose'])
      expect([english, new RegExp(`\\b${english}\\b`).test(text)]).toEqual([english, false])
  })
})
