import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { type ExportName, exportAddress } from '../../api/export.ts'
import type { Input } from '../../api.ts'
import { download } from '../client.ts'
import { save } from '../save.ts'
import { zh } from '../zh.ts'

/** 导出: the whole list as it is filtered now, all its pages, as .xlsx. `input` is that of the query without its page; `name` names the file. */
export function ExportButton<Name extends ExportName>({
  of,
  input,
  name,
}: {
  of: Name
  input: Omit<Input<Name>, 'offset' | 'limit'>
  name: string
}) {
  const { message } = App.useApp()
  const taking = useMutation<void, Error>({
    mutationFn: async () => save(await download(exportAddress(of, input)), `${name}.xlsx`),
  })
  useEffect(() => {
    if (taking.error !== null) void message.error(taking.error.message, 8)
  }, [taking.error, message])
  return (
    <Button loading={taking.isPending} onClick={() => taking.mutate()}>
      {zh.people.export}
    </Button>
  )
}
