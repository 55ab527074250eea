import { useMutation } from '@tanstack/react-query'
import type { Output } from '../../../api.ts'
import { call, upload } from '../../client.ts'
import { newKey } from '../../key.ts'

/** A file as it is attached: named by its hash, under the name it came with. */
export interface Attached {
  readonly file: string
  readonly name: string
  readonly original: boolean
}

/** Hands a file in and asks what it proposes for the form; the bytes stay as they are, as the original of the article. */
export function useTakeFile(onRead: (proposed: Output<'article.read-file'>, original: Attached) => void) {
  return useMutation<void, Error, File>({
    mutationFn: async file => {
      const sent = await upload(file, newKey())
      const proposed = await call('article.read-file', { file: sent.file, name: sent.name })
      onRead(proposed, { file: sent.file, name: sent.name, original: true })
    },
  })
}

/** Hands a file in as an attachment beside the text. */
export function useAttach(onSent: (file: Attached) => void) {
  return useMutation<void, Error, File>({
    mutationFn: async file => {
      const sent = await upload(file, newKey())
      onSent({ file: sent.file, name: sent.name, original: false })
    },
  })
}
