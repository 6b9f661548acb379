import { type FakeApi, type FakeOptions, startFakeApi } from './fake-api'

/** App of Steam; without `data` the store does not show it. */
export type SteamApp = { appid: number; name: string; last_modified: number; data?: Record<string, unknown> }

export type FakeSteamOptions = FakeOptions & {
  /** In order of appid; may be changed while the fake runs. */
  apps: readonly SteamApp[]
  key: string
  /** Largest page of the list, whatever the request says. */
  listSize?: number
  /** Country in which nothing is sold. */
  closedTo?: string
  /** Apps for which the store always fails. */
  broken?: readonly number[]
}

const FIVE_MINUTES = 5 * 60_000

/** Starts a fake of Steam's list of apps and its store, which allows 200 requests in five minutes. */
export const startFakeSteam = (options: FakeSteamOptions): FakeApi =>
  startFakeApi(
    { allowance: { requests: 200, inMs: FIVE_MINUTES }, ...options },
    {
      answer: ({ url }) => answerTo(url, options),
      refuse: () => new Response('null', { status: 429 }),
      isCounted: (url) => url.pathname.startsWith('/api/'),
    },
  )

function answerTo(url: URL, options: FakeSteamOptions): Response {
  switch (url.pathname) {
    case '/IStoreService/GetAppList/v1/':
      return listOf(url.searchParams, options)
    case '/api/appdetails':
      return detailsOf(url.searchParams, options)
    case '/ISteamApps/GetAppList/v2/':
      return page(404, "Method 'GetAppList' not found in interface 'ISteamApps'")
    default:
      return page(404, 'Not Found')
  }
}

const page = (status: number, text: string): Response =>
  new Response(`<html><head><title>${text}</title></head></html>`, { status, headers: { 'content-type': 'text/html' } })

function listOf(asked: URLSearchParams, { apps, key, listSize = 50_000 }: FakeSteamOptions): Response {
  if (asked.get('key') !== key)
    return page(403, 'Forbidden Access is denied. Retrying will not help. Please verify your key= parameter.')
  const after = Number(asked.get('last_appid') ?? 0)
  const since = Number(asked.get('if_modified_since') ?? 0)
  const found = apps.filter((app) => app.appid > after && app.last_modified >= since && isWanted(app, asked))
  if (found.length === 0) return Response.json({ response: {} })
  const shown = found.slice(0, Math.min(listSize, Number(asked.get('max_results') ?? 10_000)))
  const listed = shown.map(({ appid, name, last_modified }) => ({ appid, name, last_modified, price_change_number: 1 }))
  const more = shown.length < found.length && { have_more_results: true, last_appid: shown.at(-1)?.appid }
  return Response.json({ response: { apps: listed, ...more } })
}

const isWanted = ({ data }: SteamApp, asked: URLSearchParams): boolean =>
  data?.type === 'dlc' ? asked.get('include_dlc') === 'true' : asked.get('include_games') !== 'false'

function detailsOf(asked: URLSearchParams, { apps, closedTo, broken = [] }: FakeSteamOptions): Response {
  const appid = asked.get('appids') ?? ''
  if (!/^\d+$/.test(appid)) return new Response('null', { status: 400 })
  if (broken.includes(Number(appid))) return page(500, 'Internal Server Error')
  const app = apps.find((one) => one.appid === Number(appid))
  if (!app?.data || asked.get('cc') === closedTo) return Response.json({ [appid]: { success: false } })
  return Response.json({ [appid]: { success: true, data: localised(app.data, asked.get('l')) } })
}

/** Returns the details with a release date in the requested language. */
function localised(data: Record<string, unknown>, language: string | null): Record<string, unknown> {
  if (language === 'english' || !data.release_date) return data
  return { ...data, release_date: { coming_soon: false, date: '2021 年 2 月 2 日' } }
}
