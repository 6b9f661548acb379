import { render } from 'preact'
import { ExplorerApp } from './app'
import { followSearch } from './pages/search/found'
import { loadPage } from './pages/table'
import { followLinks, place } from './state/address'
import { applyPreferences } from './state/preferences'
import { resumeSession } from './state/session'
import { followVocabulary } from './state/vocabulary'

applyPreferences()
followLinks()
followSearch()
followVocabulary()
void resumeSession()
void loadPage(place.value.pathname)
const root = document.getElementById('app')
if (root) render(<ExplorerApp />, root)
