/** Page in the making. */
export const SourcesView = () => <main id="main" />
