import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { FILE_ROUTES } from '../../../api.ts'
import { download } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'

/** 下载带批注的文档: only a .docx can carry comments. */
export function Annotated({ file, name }: { file: string; name: string }) {
  const fetched = useMutation<void, Error>({
    mutationFn: async () => save(await download(FILE_ROUTES.annotated(file, name)), zh.audit.annotatedName(name)),
  })
  if (!/\.docx$/i.test(name)) return null
  return (
    <>
      <Button loading={fetched.isPending} onClick={() => fetched.mutate()}>
        {zh.audit.annotated}
      </Button>
      <ProblemAlert error={fetched.error} />
    </>
  )
}
