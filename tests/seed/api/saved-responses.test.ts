import { expect, test } from 'bun:test'
import { openSteamspy } from '#seed/sources/steamspy/read'
import { noApi } from '#tests/support/api-access'
import { headOf, loopback, serve } from '#tests/support/file-server'
import { createVirtualClock } from './virtual-clock'

test('a saved response at a URL is read like one on the disk, with retries on the clock of the run', async () => {
  const answer = '{"620":{"appid":620,"name":"Portal 2"}}'
  let requests = 0
  using server = await serve((_, socket) => {
    const isBusy = requests++ === 0
    const head = headOf(isBusy ? '503 Busy' : '200 OK', { 'content-length': isBusy ? 0 : answer.length })
    socket.end(isBusy ? head : head + answer)
  })
  const clock = createVirtualClock()
  const { reach } = loopback()
  const from = server.at('/all_page_0.json')
  const opened = await openSteamspy({ from, clock, api: noApi, ...(reach && { reach }) })
  const [page] = await Array.fromAsync(opened.pages(undefined))
  expect(page?.records).toMatchObject([{ value: { appid: 620 }, position: { file: 'all_page_0.json' } }])
  expect(clock.pauses).toHaveLength(1)
})
