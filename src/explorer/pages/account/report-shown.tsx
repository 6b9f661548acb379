import { figure, labelled } from '../../state/language'
import type { ReportData } from './collection-api'
import { collectionWords } from './collection-words'

/** Result of a look at a list: rows with a game, doubtful and unknown ones, and the refused ones with the reason. */
export function ReportShown({ report }: { report: ReportData }) {
  const { rows, matched, review, none, refused, columns, open, row } = collectionWords
  const counts = [
    [matched, report.matched],
    [review, report.review],
    [none, report.none],
    [refused, report.refused],
  ] as const
  return (
    <div class="report" role="status">
      <p>
        <strong>{rows(figure(report.rows))}</strong>
      </p>
      <dl class="figures">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure(count)}</dd>
          </div>
        ))}
      </dl>
      <p class="dim">
        {labelled(
          columns,
          Object.entries(report.map)
            .map(([field, column]) => `${field} ← ${column}`)
            .join(', '),
        )}
      </p>
      {report.open.length > 0 && (
        <details>
          <summary>{open}</summary>
          <ul>
            {report.open.map(({ row: at, title, band }) => (
              <li key={at}>
                {title} <small>{band === 'review' ? review : none}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {report.problems.length > 0 && (
        <ul lang="en">
          {report.problems.map(({ row: at, code, detail }) => (
            <li key={`${at} ${code}`}>{labelled(row(figure(at)), detail)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
