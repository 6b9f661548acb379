import type { MatchModel } from './comparison-levels'
import learned from './weights.json'

/** The weights that ship, learned from real lists; `weights.json` says from which. */
export const SHIPPED_MODEL: MatchModel = learned
