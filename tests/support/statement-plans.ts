import type postgres from 'postgres'
import type { SentStatement } from './logged-database'

/** Executions of each statement before its plan is read: from the sixth on Postgres may use a plan without the values. */
const EXECUTIONS = 7

/** A node of a plan, as Postgres explains it. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

const literal = (value: unknown) => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`)

/** Prepares a statement, executes it several times and returns the plan of the next execution. */
export async function planOf(client: postgres.Sql, { query, params }: SentStatement): Promise<PlanNode> {
  const values = params.length > 0 ? `(${params.map(literal).join()})` : ''
  await client.unsafe(`prepare probe as ${query}`)
  for (let at = 0; at < EXECUTIONS; at++) await client.unsafe(`execute probe${values}`)
  const [row] = await client.unsafe(`explain (analyze, format json, timing off) execute probe${values}`)
  await client.unsafe('deallocate probe')
  return row?.['QUERY PLAN'][0].Plan
}

/** Returns a node and all below it. */
export const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Returns the scans of tables in a plan. */
export const tableScans = (plan: PlanNode): PlanNode[] =>
  nodesOf(plan).filter((node) => node['Node Type'].endsWith('Scan') && node['Relation Name'] !== undefined)

/** Rows that scans have read, with those that they dropped. */
export const rowsRead = (scans: readonly PlanNode[]): number =>
  scans.reduce(
    (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    0,
  )

/** Returns the tables that a plan reads whole. */
export const wholeScans = (plan: PlanNode): string[] =>
  nodesOf(plan).flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []))
