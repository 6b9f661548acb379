import { CRASH_SCENARIOS } from './crashes'
import { SEARCH_SCENARIOS } from './elasticsearch'
import { ELSEWHERE } from './elsewhere'
import { FILE_SCENARIOS } from './files'
import { DISK_SCENARIOS } from './full-disks'
import { INDEX_SCENARIOS } from './index-behind'
import { OVERLOAD_SCENARIOS } from './overload'
import { AWAY_SCENARIOS } from './postgres-away'
import { SILENT_SCENARIOS } from './postgres-silent'
import { REFUSAL_SCENARIOS } from './refusals'
import { REQUEST_SCENARIOS } from './requests'
import type { Scenario } from './scenario'
import { STOP_SCENARIOS } from './stops'

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  ...REFUSAL_SCENARIOS,
  ...REQUEST_SCENARIOS,
  ...AWAY_SCENARIOS,
  ...SILENT_SCENARIOS,
  ...SEARCH_SCENARIOS,
  ...INDEX_SCENARIOS,
  ...STOP_SCENARIOS,
  ...CRASH_SCENARIOS,
  ...OVERLOAD_SCENARIOS,
  ...FILE_SCENARIOS,
  ...DISK_SCENARIOS,
  ...ELSEWHERE,
]
