/** One reason for or against two records being the same work: `weight` in bits (log2 of a likelihood ratio), in words. */
export type Evidence = { field: string; says: string; weight: number }
