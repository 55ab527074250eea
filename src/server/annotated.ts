import { Buffer } from 'node:buffer'
import { Problem } from '../domain/problems.ts'
import { annotateDocument, readDocument } from './documents.ts'
import { auditRead, readFor } from './notices.ts'
import { type Call, type Deps, exportBeside, readBeside } from './pipeline.ts'
import { assertUploaded } from './uploads.ts'

/**
 * A .docx that somebody handed in → the same with a comment at each finding, with the right of `audit.read`. It is read and written
 * outside of any transaction; what the office knows is asked in between.
 */
export async function annotatedFile(
  deps: Deps,
  call: Pick<Call, 'actor' | 'office' | 'requestId'>,
  input: { readonly file: string; readonly name: string },
): ReturnType<typeof exportBeside<{ name: string; bytes: Buffer }>> {
  const asked = { ...call, operation: 'audit.read', input } as const
  const mine = await exportBeside(deps, asked, async context => {
    context.about(input.name)
    await assertUploaded(context, input.file)
  })
  if ('refusal' in mine) return mine
  const bytes = await deps.files.get(input.file)
  const { kind, blocks } = await readDocument(bytes, input.name)
  if (kind !== 'docx')
    throw new Problem('file-unreadable', { reason: '只有 .docx 能带批注。请在 Word 或 WPS 中另存为 .docx 后再核对。' })
  const found = await readBeside(deps, asked, async ({ db, office }) =>
    auditRead(db, office, await readFor(db, office, blocks)),
  )
  if ('refusal' in found) return found
  return {
    found: {
      name: `${input.name.replace(/\.[^.]*$/, '')}（批注）.docx`,
      bytes: Buffer.from(await annotateDocument(bytes, input.name, found.found)),
    },
  }
}
