import type { Stores } from '#db/stores'
import type { Clock } from '#seed/contract/clock'
import type { EncodingName } from '#seed/contract/encoding'
import type { Credentials, Source } from '#seed/contract/source'
import type { Progress } from './progress'

/** What a run of one source is given. `from` and `dataset` come from the command line. */
export type RunOptions = {
  stores: Stores
  source: Source
  from: string | undefined
  encoding?: EncodingName | undefined
  dataset: string | undefined
  limit: number | undefined
  restart: boolean
  /** Of an API, only what changed since. */
  since: Date | undefined
  /** Read again what an API answered before, asking for nothing. */
  fromArchive: boolean
  credentials: Credentials
  clock: Clock
  signal: AbortSignal
  progress: Progress
}
