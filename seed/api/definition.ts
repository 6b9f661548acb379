import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page, RecordPosition } from '#seed/contract/record'
import type { OpenOptions } from '#seed/contract/source'
import type { Api, ApiOptions } from './client'

/** Address, quota and keys of one API of a source. Clock, store and archive come from the run. */
export type ApiConnection = Omit<ApiOptions, 'clock' | 'store' | 'archive'> & {
  /** Its responses are keys or tokens: none is archived. */
  returnsCredentials?: true
}

/** Everything a crawl needs from its run. */
export type CrawlOptions = Pick<OpenOptions, 'clock' | 'baseUrl'> & {
  credentials: OpenOptions['api']['credentials']
  /** Creates a client for an API of the source; its responses are archived under this run. */
  connect: (connection: ApiConnection) => Api
  /** Crawl only records changed since this time; `undefined`: crawl everything. */
  since: Date | undefined
  /** Later changes are left to the next run. */
  asOf: Date
  after: Checkpoint | undefined
}

/** One API as a source: how to crawl it, and how to split a response into records, crawled, archived or saved. */
export type ApiDefinition = {
  name: string
  crawl: (options: CrawlOptions) => Stream<Page>
  /** Returns the records of one response, possibly none; `undefined` if it is not a response of this API. */
  split: (body: unknown, position: RecordPosition) => Content | undefined
  /**
   * Changes are requested from this long before the last crawl, in ms, because clocks differ. Absent: no incremental
   * crawls.
   */
  overlapMs?: number
  /** A full crawl lists every record, so a record missing from it is removed. */
  complete?: true
}
