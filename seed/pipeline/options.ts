import type { EncodingName } from '#catalogue/list/encoding/names'
import type { Stores } from '#db/stores'
import type { Clock } from '#seed/contract/clock'
import type { Credentials, Source } from '#seed/contract/source'
import type { Progress } from './progress'

/** Options of one run of a source. `from` and `dataset` come from the command line. */
export type RunOptions = {
  stores: Stores
  source: Source
  from: string | undefined
  encoding?: EncodingName | undefined
  dataset: string | undefined
  limit: number | undefined
  restart: boolean
  /** Read only records changed since then; API sources only. */
  since: Date | undefined
  /** Read the archived responses of the API instead of sending requests. */
  fromArchive: boolean
  credentials: Credentials
  clock: Clock
  signal: AbortSignal
  progress: Progress
}
