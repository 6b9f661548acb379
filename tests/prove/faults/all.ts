import { SEARCH_SCENARIOS } from './elasticsearch'
import { FILE_SCENARIOS } from './files'
import { DISK_SCENARIOS } from './full-disks'
import { INDEX_SCENARIOS } from './index-behind'
import { OVERLOAD_SCENARIOS } from './overload'
import { AWAY_SCENARIOS } from './postgres-away'
import { SILENT_SCENARIOS } from './postgres-silent'
import { PROCESS_SCENARIOS } from './process'
import { REFUSAL_SCENARIOS } from './refusals'
import { REQUEST_SCENARIOS } from './requests'
import type { Scenario } from './scenario'

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  ...REFUSAL_SCENARIOS,
  ...REQUEST_SCENARIOS,
  ...AWAY_SCENARIOS,
  ...SILENT_SCENARIOS,
  ...SEARCH_SCENARIOS,
  ...INDEX_SCENARIOS,
  ...PROCESS_SCENARIOS,
  ...OVERLOAD_SCENARIOS,
  ...FILE_SCENARIOS,
  ...DISK_SCENARIOS,
]
