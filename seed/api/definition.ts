import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page, RecordPosition } from '#seed/contract/record'
import type { OpenOptions } from '#seed/contract/source'
import type { Api, ApiOptions } from './client'

/** How one of a source's APIs is reached; clock, memory and archive come from the run. */
export type ApiConnection = Omit<ApiOptions, 'clock' | 'store' | 'archive' | 'personal'> & {
  /** Its answers are keys themselves: none is kept. */
  answersKeys?: true
}

/** What a crawl is given. */
export type CrawlOptions = Pick<OpenOptions, 'clock' | 'baseUrl'> & {
  credentials: OpenOptions['api']['credentials']
  /** An API to ask, its answers archived as those of this run. */
  connect: (connection: ApiConnection) => Api
  /** Only what changed since; everything without it. */
  since: Date | undefined
  /** What changes later is left to the next run. */
  asOf: Date
  after: Checkpoint | undefined
}

/** One API as a source: how it is crawled, and what records one of its answers holds, however it came here. */
export type ApiDefinition = {
  name: string
  crawl: (asking: CrawlOptions) => Stream<Page>
  /** The records of one answer, which may be none; `undefined` where it is nothing that this API answers. */
  split: (body: unknown, position: RecordPosition) => Content | undefined
  /** How long before the last crawl it is asked for changes, ms: clocks differ. Absent where it cannot tell what changed. */
  overlapMs?: number
  /** Whether a crawl of everything lists everything, so that what does not come is gone. */
  complete?: true
  /** Members of its answers that hold personal data nobody needs: blank in the archive, and in what people saved. */
  personal?: readonly string[]
}
