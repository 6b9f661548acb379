/** Input and output of a streaming stage: the consumer pulls one value at a time. */
export type Stream<T> = AsyncIterable<T>
