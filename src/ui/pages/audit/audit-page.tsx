import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { upload } from '../../client.ts'
import { newKey } from '../../key.ts'
import { Answer, Loading, ProblemAlert } from '../../parts/answer.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'
import { AuditResult } from './audit-result.tsx'

/** 核对: a notice comes in as a file or as text; its findings stand beside it. The file's fingerprint stays in the address. */
export default function AuditPage() {
  const { filters, set } = useAddress()
  const file = filters.file
  const name = filters.name ?? zh.audit.pastedName
  return file === undefined ? (
    <HandIn onFile={sent => set({ file: sent.file, name: sent.name })} />
  ) : (
    <Read file={file} name={name} onAnother={() => set({ file: null, name: null, severity: null })} />
  )
}

function Read({ file, name, onAnother }: { file: string; name: string; onAnother: () => void }) {
  const audit = useAnswer('audit.read', { file, name })
  const another = <Button onClick={onAnother}>{zh.audit.another}</Button>
  if (audit.data !== undefined) return <AuditResult audit={audit.data} another={another} />
  return (
    <>
      <PageHead title={zh.audit.title} aside={<span className="quiet">{name}</span>}>
        {another}
      </PageHead>
      {audit.error === null ? <Loading text={zh.audit.reading} /> : <Answer of={audit}>{() => null}</Answer>}
    </>
  )
}

interface Sent {
  readonly file: string
  readonly name: string
}

function HandIn({ onFile }: { onFile: (sent: Sent) => void }) {
  const [over, setOver] = useState(false)
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const key = useRef(newKey())
  const send = useMutation<Sent, Error, File>({
    mutationFn: file => upload(file, key.current),
    onSuccess: onFile,
    onMutate: () => {
      key.current = newKey()
    },
  })
  const take = (file: File | undefined | null): void => {
    if (file !== undefined && file !== null) send.mutate(file)
  }
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      <PageHead title={zh.audit.title} />
      <p className="lead">{zh.audit.lead}</p>
      <section
        aria-label={zh.audit.drop}
        className={over ? 'drop over' : 'drop'}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <p className="drop-title">{zh.audit.drop}</p>
        <Button type="primary" loading={send.isPending} onClick={() => input.current?.click()}>
          {zh.audit.choose}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".docx,.doc,.wps,.xlsx,.pdf,.txt,.md,text/plain"
          onChange={event => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <p className="quiet">{zh.audit.limits}</p>
      </section>
      <ProblemAlert error={send.error} />
      <details className="fold">
        <summary>{zh.audit.paste}</summary>
        <Input.TextArea
          aria-label={zh.audit.pasteLabel}
          rows={10}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <p>
          <Button
            disabled={text.trim() === ''}
            loading={send.isPending}
            onClick={() => take(new File([text], zh.audit.pastedName, { type: 'text/plain' }))}
          >
            {zh.audit.pasteAction}
          </Button>
        </p>
      </details>
    </>
  )
}
