import type { Scale } from './levels'
import learned from './weights.json'

/** The weights that ship, learned from real lists; `weights.json` says from which. */
export const SCALE: Scale = learned
