import { zh } from '../zh.ts'

/** Says on every page that the figures are for trying. */
export const Demo = () => (
  <aside className="demo-banner" aria-label={zh.shell.demoLabel}>
    {zh.shell.demo}
  </aside>
)
