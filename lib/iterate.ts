/** What every streaming stage takes and gives: values one at a time, pulled by the consumer. */
export type Stream<T> = AsyncIterable<T>
