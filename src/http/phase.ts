/** The phases of a service: it waits for Postgres, answers requests, or has been told to stop. */
export const SERVICE_PHASES = ['starting', 'serving', 'stopping'] as const
export type ServicePhase = (typeof SERVICE_PHASES)[number]

/** The phase of a service. A service that stops never serves again. */
export type Lifecycle = { readonly phase: ServicePhase; enter: (next: ServicePhase) => void }

/** Creates the lifecycle of a service. (Default phase: serving) */
export function createLifecycle(first: ServicePhase = 'serving'): Lifecycle {
  let phase = first
  return {
    get phase() {
      return phase
    },
    enter(next) {
      if (phase !== 'stopping') phase = next
    },
  }
}
