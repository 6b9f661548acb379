/** A sample of an exposition: its name with the suffix of a histogram, its labels, its value. */
export type ReadSample = { name: string; labels: Record<string, string>; value: number }

/** A metric of an exposition, with its samples. */
export type ReadMetric = { type: string; help: string; samples: ReadSample[] }

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const HEAD = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`)
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`)
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y
const TYPES = new Set(['counter', 'gauge', 'histogram'])

/**
 * Reads the text format 0.0.4 of Prometheus, strictly: HELP and TYPE once before the samples of a metric, which are together; no sample
 * twice; histograms whose buckets grow and end with `+Inf`, which is their count.
 *
 * @throws with the line that is wrong
 */
export function readExposition(text: string): Map<string, ReadMetric> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const metrics = new Map<string, ReadMetric>()
  for (const block of text.split(/^(?=# HELP )/m)) {
    const [name, metric] = metricOf(block.slice(0, -1).split('\n'))
    if (metrics.has(name)) throw new Error(`twice: ${name}`)
    checkMetric(name, metric)
    metrics.set(name, metric)
  }
  return metrics
}

function metricOf([first = '', second = '', ...lines]: string[]): [name: string, metric: ReadMetric] {
  const [, , name = '', help = ''] = /^# HELP/.test(first) ? (HEAD.exec(first) ?? []) : []
  const [, kind, same, type = ''] = HEAD.exec(second) ?? []
  if (name === '' || kind !== 'TYPE' || same !== name || !TYPES.has(type)) throw new Error(`HELP or TYPE: ${first}`)
  return [name, { type, help, samples: lines.map((line) => sampleOf(line, name, type)) }]
}

function sampleOf(line: string, metric: string, type: string): ReadSample {
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? []
  const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
  if (!suffixes.some((suffix) => name === metric + suffix)) throw new Error(`not of ${metric} (${type}): ${line}`)
  const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value)
  if (value === '' || Number.isNaN(number)) throw new Error(`no number: ${line}`)
  return { name, labels: labelsOf(labels, line), value: number }
}

function labelsOf(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (LABEL.lastIndex = 0; LABEL.lastIndex < text.length; ) {
    const [, name, value = ''] = LABEL.exec(text) ?? []
    if (name === undefined || name in labels) throw new Error(`wrong labels: ${line}`)
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
  }
  return labels
}

const keyOf = ({ name, labels }: ReadSample) => JSON.stringify([name, Object.entries(labels).sort()])

function checkMetric(name: string, { type, samples }: ReadMetric): void {
  if (samples.length === 0) throw new Error(`no samples: ${name}`)
  if (new Set(samples.map(keyOf)).size < samples.length) throw new Error(`a sample twice: ${name}`)
  if ((type === 'counter') !== name.endsWith('_total')) throw new Error(`the name of a ${type}: ${name}`)
  if (type !== 'gauge' && samples.some(({ value }) => !(value >= 0))) throw new Error(`below 0: ${name}`)
  if (type === 'histogram') checkHistogram(name, samples)
}

function checkHistogram(name: string, samples: readonly ReadSample[]): void {
  const series = Map.groupBy(samples, ({ labels: { le: _, ...labels } }) => JSON.stringify(labels))
  for (const [labels, all] of series) {
    const buckets = all.filter((sample) => sample.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels: { le } }) => (le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le)))
    const counts = buckets.map(({ value }) => value)
    const count = all.find((sample) => sample.name === `${name}_count`)?.value
    const grows = (values: readonly number[]) => values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0))
    if (!(grows(bounds) && grows(counts))) throw new Error(`buckets do not grow: ${name} ${labels}`)
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY || counts.at(-1) !== count || count === undefined)
      throw new Error(`the last bucket is not the count: ${name} ${labels}`)
    if (all.filter((sample) => sample.name === `${name}_sum`).length !== 1) throw new Error(`no sum: ${name} ${labels}`)
  }
}
