import { assert } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { auditRead, blockView, findingView, readFor } from '../notices.ts'

export const auditActions = {
  /** A notice that was handed in → what it states, what could not be read, and what is at odds. Writes nothing (CHK-01). */
  'audit.read': async ({ db, office, prepared }, { file, name }) => {
    const { document } = prepared
    assert(document !== undefined, 'the file was read before')
    const read = await readFor(db, office, document.blocks)
    return {
      file,
      name,
      notice: read.notice,
      blocks: document.blocks.map(blockView),
      findings: (await auditRead(db, office, read)).map(findingView),
      unread: [...read.unread],
      warnings: [...document.warnings],
    }
  },
} satisfies Pick<Handlers, 'audit.read'>
