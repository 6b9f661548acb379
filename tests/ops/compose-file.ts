import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Members of a service in `docker-compose.yml` that the policy test checks. The schema checks the others. */
export type ComposeService = {
  image: string
  build?: string
  pull_policy?: string
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  privileged?: boolean
  network_mode?: string
  pid?: string
  restart?: string
  mem_limit?: string
  cpus?: string
  pids_limit?: number
  logging?: { driver: string; options: Record<string, string> }
  healthcheck?: { test: string[] }
  environment?: Record<string, string>
  command?: string[]
  entrypoint?: string[]
  tmpfs?: string[]
  networks?: string[]
  ports?: string[]
  volumes?: string[]
  secrets?: string[]
  profiles?: string[]
  depends_on?: Record<string, { condition: string }>
}

export type ComposeFile = {
  services: Record<string, ComposeService>
  networks: Record<string, { internal?: boolean }>
  volumes: Record<string, object>
  secrets: Record<string, { file: string }>
}

export const ROOT = join(import.meta.dir, '..', '..')

/** Returns the compose file with its anchors merged, as Docker reads it. */
export const readComposeFile = (): ComposeFile =>
  parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as ComposeFile // safe: compose.test.ts checks it against the schema
