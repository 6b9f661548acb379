import { FilterSelect } from '../../parts/filter-select'
import { go } from '../../state/address'
import { figure } from '../../state/language'
import { loadedSources } from '../../state/vocabulary'
import { evidenceWords } from '../../words/evidence'
import { REVIEW_BAND_CHOICES, REVIEW_EVIDENCE, type ReviewValues, reviewAddressWith, reviewValues } from './filters'
import { queue } from './queue'
import { reviewWords } from './words'

type FilterChange = Pick<Partial<ReviewValues>, 'source' | 'band' | 'evidence'>

/** Shows the open pairs that pass other filters. */
const filterBy = (change: FilterChange) => go(reviewAddressWith({ ...change, pair: undefined }))

/** Number of pairs that are left, and the filters. */
export function ReviewBar() {
  const { all, left, filters, bands, blind } = reviewWords
  const values = reviewValues()
  return (
    <div class="review-bar">
      <p class="list-count">{queue.value ? left(figure(queue.value.total)) : ' '}</p>
      <FilterSelect
        all={all}
        label={filters.source}
        value={values.source}
        options={loadedSources.value.map(({ slug, name }) => [slug, name])}
        onChange={(source) => filterBy({ source })}
      />
      <FilterSelect
        all={all}
        label={filters.band}
        value={values.band}
        options={REVIEW_BAND_CHOICES.map((band) => [band, bands[band]])}
        onChange={(value) => filterBy({ band: REVIEW_BAND_CHOICES.find((band) => band === value) ?? '' })}
      />
      <FilterSelect
        all={all}
        label={filters.evidence}
        value={values.evidence}
        options={REVIEW_EVIDENCE.map((code) => [code, evidenceWords[code]])}
        onChange={(value) => filterBy({ evidence: REVIEW_EVIDENCE.find((code) => code === value) ?? '' })}
      />
      <label class="switch">
        <input
          type="checkbox"
          checked={values.blind}
          onChange={() => go(reviewAddressWith({ blind: !values.blind }), 'replace')}
        />
        {blind}
      </label>
    </div>
  )
}
