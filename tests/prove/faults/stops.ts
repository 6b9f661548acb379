import { openRaw, requestHead } from '#tests/support/raw-http'
import { authorizationOf } from '#tests/support/service-process'
import { type Answered, askService } from '../load/client'
import { type ClientReport, readUntilGone } from '../load/clients'
import { listSlugs } from '../load/requests'
import { DRAIN_MS, override, serveCatalogue } from './driving'
import { allOf, allWithin, part, type Scenario, seconds } from './scenario'
import { CATALOGUE_DATABASE, type World } from './world'

const CLIENTS = 20
const SIGTERMS = 20
/** Two signals at nearly the same time may be one: a terminal sends Ctrl-C to parent and child. */
const BETWEEN_SIGNALS_MS = 600

/** Stops a service under load, so many times, and counts the requests that were sent and not answered. */
async function stopUnderLoad(world: World, times: number) {
  const totals: ClientReport & { wrongExits: number; slowestMs: number } = {
    answered: 0,
    cut: 0,
    wrong: 0,
    wrongExits: 0,
    slowestMs: 0,
  }
  for (let time = 0; time < times; time++) {
    await using service = await serveCatalogue(world)
    const load = readUntilGone(service.origin, CLIENTS)
    await Bun.sleep(600 + 20 * time)
    const started = performance.now()
    service.signal('SIGTERM')
    const exit = await Promise.race([service.exited, Bun.sleep(30_000)])
    totals.slowestMs = Math.max(totals.slowestMs, performance.now() - started)
    totals.wrongExits += Number(exit !== 0)
    if (exit === undefined) service.signal('SIGKILL')
    const report = await load
    totals.answered += report.answered
    totals.cut += report.cut
    totals.wrong += report.wrong
  }
  return allOf(
    part(totals.cut === 0, `${totals.cut} of ${totals.answered + totals.cut} requests cut in ${times} stops`),
    part(totals.wrong === 0, `${totals.wrong} not answered 200`),
    part(totals.wrongExits === 0, `${totals.wrongExits} exit codes other than 0`),
    part(totals.slowestMs < DRAIN_MS, `slowest stop ${seconds(totals.slowestMs)}`),
  )
}

/** Scenarios of stopping the service. */
export const STOP_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F25',
    fault: `SIGTERM under ${CLIENTS} clients, ${SIGTERMS} times`,
    promise: 'no request that was sent is cut, exit code 0',
    needs: ['postgres'],
    run: (world) => stopUnderLoad(world, SIGTERMS),
  },
  {
    id: 'F25s',
    fault: `SIGTERM under ${CLIENTS} clients, three times`,
    promise: 'no request that was sent is cut, exit code 0',
    needs: ['postgres'],
    isShort: true,
    run: (world) => stopUnderLoad(world, 3),
  },
  {
    id: 'F25b',
    fault: 'SIGTERM while a request waits, then a second SIGTERM',
    promise: 'readiness answers 503 at once, the second signal ends the process within 2 s',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      const [slug = ''] = await listSlugs(service)
      await using _held = await server.lock('decision', CATALOGUE_DATABASE)
      const waiting: Promise<Answered> = override(service, slug, 'Waits for a lock')
      await Bun.sleep(200)
      service.signal('SIGTERM')
      await Bun.sleep(BETWEEN_SIGNALS_MS)
      const ready = await askService(service, '/health/ready', { scope: null })
      const started = performance.now()
      service.signal('SIGTERM')
      await Promise.race([service.exited, Bun.sleep(30_000)])
      const tookMs = performance.now() - started
      service.signal('SIGKILL')
      await waiting
      return allOf(allWithin([ready], [503]), part(tookMs < 2000, `ended after ${seconds(tookMs)}`))
    },
  },
  {
    id: 'F25c',
    fault: 'SIGTERM while a client sends its body slowly',
    promise: 'the process ends within 22 s',
    needs: ['postgres'],
    async run(world) {
      await using service = await serveCatalogue(world)
      const { authorization } = await authorizationOf('curate')
      const connection = await openRaw(service.origin)
      const head = requestHead('POST', '/v1/games/a/merge', {
        authorization,
        'content-type': 'application/json',
        'content-length': '1000',
      })
      void connection?.request(head, '{"with":')
      await Bun.sleep(300)
      const started = performance.now()
      service.signal('SIGTERM')
      const exit = await Promise.race([service.exited, Bun.sleep(30_000)])
      const tookMs = performance.now() - started
      connection?.[Symbol.dispose]()
      return part(tookMs < DRAIN_MS, `exit code ${exit ?? 'none, still running'} after ${seconds(tookMs)}`)
    },
  },
]
