import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { FILE_ROUTES } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { download } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'

/** The notice as a Word file, and as a PDF where the server can make one; where it cannot, the button says why. */
export function Downloads({ period, pdf }: { period: Period; pdf?: { available: boolean; sentence: string } }) {
  const month = chinesePeriod(period)
  const fetched = useMutation<void, Error, 'docx' | 'pdf'>({
    mutationFn: async kind =>
      kind === 'docx'
        ? save(await download(FILE_ROUTES.notice(period)), zh.notice.fileName(month))
        : save(await download(FILE_ROUTES.noticePdf(period)), zh.notice.pdfName(month)),
  })
  return (
    <>
      <ProblemAlert error={fetched.error} />
      <Button loading={fetched.isPending && fetched.variables === 'docx'} onClick={() => fetched.mutate('docx')}>
        {zh.notice.download}
      </Button>
      {pdf?.available === true ? (
        <Button loading={fetched.isPending && fetched.variables === 'pdf'} onClick={() => fetched.mutate('pdf')}>
          {zh.notice.downloadPdf}
        </Button>
      ) : (
        pdf !== undefined && pdf.sentence !== '' && <span className="quiet no-pdf">{pdf.sentence}</span>
      )}
    </>
  )
}
