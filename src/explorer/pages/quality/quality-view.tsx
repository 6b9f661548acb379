/** Page in the making. */
export const QualityView = () => <main id="main" />
