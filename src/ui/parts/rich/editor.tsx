import { type ComponentProps, lazy, Suspense } from 'react'
import { Loading } from '../answer.tsx'
import type { RichEditor } from './rich-editor.tsx'

const Whole = lazy(() => import('./rich-editor.tsx').then(module => ({ default: module.RichEditor })))

/** The editor, fetched when somebody begins to write: lists and texts are read without it. */
export const Editor = (props: ComponentProps<typeof RichEditor>) => (
  <Suspense fallback={<Loading />}>
    <Whole {...props} />
  </Suspense>
)
