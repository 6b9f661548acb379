import { BODY_SCENARIOS } from './bodies'
import { ELASTICSEARCH_SCENARIOS } from './elasticsearch'
import { FILE_SCENARIOS } from './files'
import { OVERLOAD_SCENARIOS } from './overload'
import { POSTGRES_SCENARIOS } from './postgres'
import { PROCESS_SCENARIOS } from './process'
import type { Scenario } from './scenario'

/** Every scenario, family by family. */
export const SCENARIOS: readonly Scenario[] = [
  ...BODY_SCENARIOS,
  ...POSTGRES_SCENARIOS,
  ...ELASTICSEARCH_SCENARIOS,
  ...PROCESS_SCENARIOS,
  ...OVERLOAD_SCENARIOS,
  ...FILE_SCENARIOS,
]
