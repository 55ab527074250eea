import { Problem } from '../../domain/problems.ts'
import { storedText } from '../../domain/text.ts'
import type { Handlers } from '../context.ts'
import { recordUpload } from '../uploads.ts'

export const fileActions = {
  /** Notes who handed in which file; its bytes were stored before (`POST /api/file`), and must be there in that length. */
  'file.upload': async (context, { name, sm3, size }) => {
    const shown = storedText(name)
    context.about(shown)
    if (context.prepared.stored !== size) throw new Problem('not-found')
    await recordUpload(context, { name: shown, sm3, size })
    return { file: sm3, name: shown, size }
  },
} satisfies Pick<Handlers, 'file.upload'>
