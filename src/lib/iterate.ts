/** What every streaming stage takes and gives: values one at a time, pulled by the consumer. */
export type Stream<T> = AsyncIterable<T>

/** Groups values into arrays of `size`, the last one shorter. Keeps order, holds one batch at a time. */
export async function* inBatches<T>(values: Stream<T> | Iterable<T>, size: number): Stream<T[]> {
  let batch: T[] = []
  for await (const value of values) {
    batch.push(value)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
