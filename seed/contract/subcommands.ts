/** Subcommands of `bun run seed`: names that no source may have. */
export const SUBCOMMANDS = [
  'list',
  'status',
  'quarantine',
  'infer',
  'review',
  'match',
  'minimise',
  'vocabulary',
  'export',
  'forget',
  'index',
  'verify',
  'help',
]
