import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import type { ArticleDetail } from '../../../api/article.ts'
import type { Output } from '../../../api.ts'
import { type Remark, remarksOf } from '../../../domain/commission/remarks.ts'
import { passagesOf } from '../../../domain/commission/slots.ts'
import type { ArticleId, CommissionId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { ArticleForm, NOTHING_WRITTEN, type Written } from '../../parts/article/article-form.tsx'
import { Beside } from '../../parts/article/changes.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { RemarksDialog } from '../../parts/slots/remarks-dialog.tsx'
import { SheetPanel } from '../../parts/slots/sheet-panel.tsx'
import { useSheet } from '../../parts/slots/use-sheet.ts'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { AlikeHint } from './alike.tsx'
import { type Saving, type Stored, useAutosave } from './autosave.ts'
import { type Checked, CheckupPanel, NOTHING_CHECKED } from './checkup-panel.tsx'

const text = zh.article.mine

/** 新建报送, or going on with a draft: what the server has of it is asked first. */
export function Writing({
  article,
  commission,
  onLeave,
}: {
  article: ArticleId | null
  commission: CommissionId | null
  onLeave: (to: ArticleId | null) => void
}) {
  const detail = useAnswer('article.get', article === null ? null : { article })
  if (article === null)
    return <Form start={{ stored: null, written: { ...NOTHING_WRITTEN, commission } }} onLeave={onLeave} />
  return (
    <Answer of={detail}>
      {found => (
        <Form
          start={{ stored: { article: found.id, version: found.version }, written: writtenOf(found) }}
          returned={found}
          onLeave={onLeave}
        />
      )}
    </Answer>
  )
}

const writtenOf = (article: ArticleDetail): Written => ({
  title: article.draft?.title ?? article.title,
  body: article.draft?.body ?? article.body,
  genre: article.genre,
  outlet: article.outlet?.id ?? null,
  commission: article.commission?.id ?? null,
  units: article.units.slice(1).map(one => one.unit),
  contact: article.contact,
  files: article.files.map(({ file, name, original }) => ({ file, name, original })),
})

interface FormProps {
  readonly start: { readonly stored: Stored | null; readonly written: Written }
  readonly returned?: ArticleDetail
  readonly onLeave: (to: ArticleId | null) => void
}

function Form({ start, returned, onLeave }: FormProps) {
  const { user } = useSession()
  const { message } = App.useApp()
  // What the form began with; another one is begun when somebody else's text is taken over.
  const [round, setRound] = useState(0)
  const draft = useAutosave(start)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const register = useAnswer('unit.list', {})
  const handIn = useCommand('article.hand-in')
  const sheet = useSheet(draft.written.commission, user.unit)
  const passages = useMemo(() => passagesOf(draft.written.body), [draft.written.body])
  const [remarks, setRemarks] = useState<readonly Remark[] | null>(null)
  const again = error instanceof Refusal && error.code === 'likely-duplicate'
  const [note, setNote] = useState('')
  const [checked, setChecked] = useState<Checked>(NOTHING_CHECKED)

  const open = (): readonly Remark[] => (sheet.sheet === null ? [] : remarksOf(sheet.sheet, sheet.answers, passages))
  const send = async (slotsNote: string | null): Promise<void> => {
    // What the 任务书 still lacks is seen before it goes, and goes only with a word why.
    const lacking = slotsNote === null ? open() : []
    if (lacking.length > 0) return setRemarks(lacking)
    setBusy(true)
    setError(null)
    try {
      await sheet.save()
      const stored = await draft.save()
      if (stored === null) return setBusy(false)
      const done = await handIn.mutateAsync({
        ...stored,
        ...(again ? { confirmedDuplicate: true } : {}),
        ...(slotsNote === null ? {} : { slotsNote }),
        ...(note.trim() === '' ? {} : { note }),
      })
      void message.success(received(done), 8)
      onLeave(done.article)
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)))
      setRemarks(null)
      setBusy(false)
    }
  }
  const slots = sheet.sheet?.slots ?? []
  return (
    <>
      <PageHead title={text.title2} aside={<Saved saving={draft.saving} />}>
        <Button onClick={() => onLeave(null)}>{zh.article.back}</Button>
        <Button type="primary" loading={busy} onClick={() => void send(null)}>
          {again ? text.again : text.handIn}
        </Button>
      </PageHead>
      {returned?.state === 'returned' && <Returned article={returned} />}
      <ProblemAlert error={error} />
      {draft.saving.kind === 'failed' && <ProblemAlert error={draft.saving.error} />}
      {draft.saving.kind === 'stale' && (
        <Stale
          draft={draft}
          onTaken={() => {
            setRound(round + 1)
          }}
        />
      )}
      <AlikeHint article={draft.stored.current?.article ?? null} saving={draft.saving} />
      <div className={slots.length > 0 ? 'task-beside' : 'writing-columns'}>
        <ArticleForm
          key={round}
          value={draft.written}
          onChange={draft.write}
          units={(register.data?.units ?? []).filter(one => one.id !== user.unit && one.active)}
          outlets={register.data?.outlets ?? []}
          marks={checked.marks}
          markShown={checked.shown}
        />
        <div className="writing-side">
          {slots.length > 0 && (
            <SheetPanel
              slots={slots}
              answers={sheet.answers}
              passages={passages}
              contact={draft.written.contact}
              saving={sheet.saving}
              joined={sheet.joined}
              onAnswer={sheet.answer}
            />
          )}
          <CheckupPanel
            written={draft.written}
            note={note}
            onNote={setNote}
            onChecked={setChecked}
            onChange={written => {
              draft.write(written)
              setChecked({ ...checked, shown: null })
              setRound(round + 1)
            }}
          />
        </div>
      </div>
      <RemarksDialog remarks={remarks} busy={busy} onBack={() => setRemarks(null)} onGo={note => void send(note)} />
    </>
  )
}

const received = (done: Output<'article.hand-in'>): string =>
  done.receipt === null ? text.sentToReview : text.received(done.receipt, clock(done.receivedAt))

/** Tells the truth: 已保存 only after the server said so. */
function Saved({ saving }: { saving: Saving }) {
  const says = {
    nothing: text.begin,
    unsaved: text.unsaved,
    saving: text.saving,
    saved: saving.kind === 'saved' ? text.saved(clock(saving.at).slice(11)) : '',
    failed: text.failed,
    stale: text.unsaved,
  }[saving.kind]
  return (
    <span className={saving.kind === 'failed' ? 'needs-action' : 'quiet'} role="status">
      {says}
    </span>
  )
}

/** Why it came back, above the text that is to be changed. */
export const Returned = ({ article }: { article: ArticleDetail }) => {
  const why = article.events.findLast(event => event.step === 'return' && !event.undone)
  return (
    <div className="problem" role="status">
      <p>{text.returned(article.reason === null ? '' : zh.article.reasons[article.reason], why?.comment ?? '')}</p>
      {article.comments.map(one => (
        <p key={one.at}>
          {one.text} <span className="quiet">{one.by}</span>
        </p>
      ))}
    </div>
  )
}

/** Two people of a unit wrote at once: both texts are shown, and the person chooses. */
function Stale({ draft, onTaken }: { draft: ReturnType<typeof useAutosave>; onTaken: () => void }) {
  const article = draft.stored.current?.article
  const now = useAnswer('article.get', article === undefined ? null : { article })
  return (
    <Answer of={now}>
      {found => {
        const theirs = writtenOf(found)
        const onto = { article: found.id, version: found.version }
        return (
          <div className="problem" role="alert">
            <p>{zh.article.stale}</p>
            <p className="row">
              <Button onClick={() => draft.rebase(onto, draft.written)}>{zh.article.keepMine}</Button>
              <Button
                onClick={() => {
                  draft.rebase(onto, theirs)
                  onTaken()
                }}
              >
                {zh.article.takeTheirs}
              </Button>
            </p>
            <Beside
              left={{ head: zh.article.standing, title: theirs.title, body: theirs.body }}
              right={{ head: zh.article.yours, title: draft.written.title, body: draft.written.body }}
            />
          </div>
        )
      }}
    </Answer>
  )
}
