import { Button, Input } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { Input as Asked, Output } from '../../../api.ts'
import { amended } from '../../../domain/checkup/amend.ts'
import { answersIn } from '../../../domain/checkup/answers.ts'
import type { Remark } from '../../../domain/checkup/remark.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { useAnswer } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import type { Written } from '../../parts/article/article-form.tsx'
import { CheckedHead } from '../../parts/checkup/checked.tsx'
import { RemarkList } from '../../parts/checkup/remark-list.tsx'
import { RewriteDialog } from '../../parts/checkup/rewrite-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import type { TextMark } from '../../parts/rich/marks.ts'
import { zh } from '../../zh.ts'

const text = zh.checkup
/** A pause in typing after which the text is looked at again. */
const PAUSE_MS = 1_200

/** What the check-up shows in the text beside it. */
export interface Checked {
  readonly marks: readonly TextMark[]
  readonly shown: TextMark | null
}
export const NOTHING_CHECKED: Checked = { marks: [], shown: null }

interface Props {
  readonly written: Written
  readonly note: string
  readonly onNote: (note: string) => void
  readonly onChecked: (checked: Checked) => void
  /** Another text, from outside the editor. */
  readonly onChange: (written: Written) => void
}

/** 体检 beside the text: what it is, what to look at, and the way out of a report on a meeting. It hinders nobody. */
export function CheckupPanel({ written, note, onNote, onChecked, onChange }: Props) {
  const asked = useSettled(written)
  const answer = useAnswer('checkup.run', asked)
  const found = useLast(asked, answer.data)
  const [before, setBefore] = useState<Written | null>(null)
  const marks = useMemo(() => (found?.remarks ?? NONE).flatMap(markOf), [found])
  useEffect(() => onChecked({ marks, shown: null }), [marks, onChecked])
  const lines = found === null ? [] : [found.asked.title, ...plainOf(found.asked.body).split('\n')]
  const amend = (remark: Remark): void => {
    if (remark.place === null || remark.instead === null) return
    const { paragraph, from, to } = remark.place
    const before = (lines[paragraph] ?? '').slice(from, to)
    onChange({ ...written, ...amended(written, remark.place, { before, instead: remark.instead }) })
  }
  return (
    <aside className="checkup-panel">
      <Section title={text.title}>
        <ProblemAlert error={answer.error} />
        {asked === null || found === null ? (
          <p className="quiet">{text.begin}</p>
        ) : (
          <>
            <CheckedHead of={found} />
            <Rewrite
              of={found}
              written={written}
              onMade={made => {
                setBefore(written)
                onChange({ ...written, ...made })
              }}
            />
            {before !== null && (
              <p className="did-bar" role="status">
                {text.rewrite.done}
                <Button
                  size="small"
                  onClick={() => {
                    onChange(before)
                    setBefore(null)
                  }}
                >
                  {text.rewrite.undo}
                </Button>
              </p>
            )}
            <RemarkList
              lines={lines}
              remarks={found.remarks}
              onInstead={amend}
              onPlace={remark => onChecked({ marks, shown: markOf(remark)[0] ?? null })}
            />
            {found.remarks.length > 0 && <p className="quiet">{text.soft}</p>}
            {found.remarks.length > 0 && (
              <Field label={text.note} hint={text.noteHint}>
                <Input maxLength={200} value={note} onChange={event => onNote(event.target.value)} />
              </Field>
            )}
          </>
        )}
      </Section>
    </aside>
  )
}

function Rewrite({
  of,
  written,
  onMade,
}: {
  of: Output<'checkup.run'>
  written: Written
  onMade: (made: Pick<Written, 'title' | 'body'>) => void
}) {
  const [open, setOpen] = useState(false)
  const weak = of.newsOf === 'meeting' || of.newsOf === 'activity'
  return (
    <p className="row">
      <Button type={weak ? 'primary' : 'default'} ghost={weak} onClick={() => setOpen(true)}>
        {text.rewrite.button}
      </Button>
      {open && (
        <RewriteDialog
          of={{ ...of, answers: answersIn(plainOf(written.body)), title: written.title, body: written.body }}
          onClose={() => setOpen(false)}
          onMade={made => {
            setOpen(false)
            onMade(made)
          }}
        />
      )}
    </p>
  )
}

const markOf = ({ place, code, says }: Remark): TextMark[] =>
  place === null || place.paragraph === 0 ? [] : [{ ...place, says: `${text.codes[code]}：${says}` }]

type Found = Output<'checkup.run'> & { readonly asked: Asked<'checkup.run'> }
const NONE: readonly Remark[] = []

/** The last answer, with the text it is about: it stays until the next one is there. */
function useLast(asked: Asked<'checkup.run'> | null, data: Output<'checkup.run'> | undefined): Found | null {
  const [last, setLast] = useState<Found | null>(null)
  useEffect(() => {
    if (asked !== null && data !== undefined) setLast({ ...data, asked })
  }, [asked, data])
  return last
}

/** What is to be looked at: the text as it was at the last pause; null while there is none. */
function useSettled({ title, body, genre }: Written): Asked<'checkup.run'> | null {
  const said = JSON.stringify({ title, genre, plain: plainOf(body) })
  const [settled, setSettled] = useState<{ said: string; asked: Asked<'checkup.run'> } | null>(null)
  useEffect(() => {
    if (settled?.said === said) return
    const timer = setTimeout(() => setSettled({ said, asked: { title, body, genre } }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [said, settled, title, body, genre])
  return settled === null || (settled.asked.title.trim() === '' && settled.asked.body.length === 0)
    ? null
    : settled.asked
}
