/** Words of the command line that no source may be called. */
export const SUBCOMMANDS = [
  'list',
  'status',
  'quarantine',
  'infer',
  'review',
  'match',
  'vocabulary',
  'index',
  'verify',
  'help',
]
