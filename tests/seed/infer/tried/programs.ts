import { TRIED_COLLECTORS } from './collectors'
import { TRIED_DATABASES } from './databases'
import { TRIED_LISTINGS } from './listings'
import { TRIED_SPREADSHEETS } from './spreadsheets'
import { TRIED_STATISTICS } from './statistics'
import type { TriedFile } from './tried-file'

/** What programs write. */
export const TRIED_PROGRAMS: TriedFile[] = [
  ...TRIED_SPREADSHEETS,
  ...TRIED_STATISTICS,
  ...TRIED_DATABASES,
  ...TRIED_COLLECTORS,
  ...TRIED_LISTINGS,
]
