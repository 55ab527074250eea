import { grouped } from '../checks/grouped.ts'
import { NoticeForm } from '../composing/form.ts'
import type { Measure, Notice } from '../notice.ts'

/** What an old notice tells of the office's words. */
export type TakenForm = Partial<
  Pick<
    NoticeForm,
    'issuer' | 'recipients' | 'colophon' | 'bulletin' | 'desk' | 'own' | 'unitHead' | 'ownHead' | 'upperHead'
  >
>

const RULES = /(?:办法|规定|细则|方案|意见|标准|制度|通知)$/

/**
 * The words of a notice for the notices to come. Not taken: what is said of this month only, and 发：, since a foot that repeats the
 * addressees cannot leave one out.
 */
export function formOf(notice: Notice): TakenForm {
  const heads = (measure: Measure): string | undefined =>
    mostUsual(
      notice.tables.flatMap(table =>
        table.columns.flatMap(one => (one.measure === measure ? one.heads.slice(-1) : [])),
      ),
    )
  const own = mostUsual(
    notice.lists
      .flatMap(list => list.head)
      .filter(({ measure }) => measure === 'reports' || measure === 'briefs')
      .flatMap(({ wording }) => /^(.{1,10}?)采用/.exec(wording)?.[1] ?? []),
  )
  const bulletin = notice.notes
    .filter(({ text }) => /范围|刊/.test(text))
    .flatMap(({ text }) => [...text.matchAll(/《([^》]+)》/g)].map(match => match[1] ?? ''))
    .find(name => !RULES.test(name))
  const desk = notice.body
    .flatMap(({ text }) => /(?:^|[，。；])([^\d，。；：]{2,20}?)(?:总?共|累计)?(?:收到|接收)/.exec(text)?.[1] ?? [])
    .at(0)
  const { issuer: issuerForm, recipients: recipientsForm, colophon: colophonForm } = NoticeForm.shape
  const line = (text: string | undefined): string | null => issuerForm.safeParse(text).data ?? null
  const found = {
    issuer: line(notice.issuer?.text),
    bulletin: line(bulletin),
    desk: line(desk),
    own: line(own),
    unitHead: line(mostUsual(notice.tables.map(table => table.unitHead))),
    ownHead: line(heads('ownAdopted')),
    upperHead: line(heads('upperAdopted')),
  }
  const recipients = recipientsForm.safeParse((notice.recipients ?? notice.sentTo)?.text.replace(/[：:]$/, '')).data
  const colophon = colophonForm.safeParse(notice.colophon.map(({ text }) => text)).data
  return {
    ...withoutNulls(found),
    ...(recipients === undefined || (notice.recipients ?? notice.sentTo) === null ? {} : { recipients }),
    ...(colophon === undefined || colophon.length === 0 ? {} : { colophon }),
  }
}

/** What was found and fits into the form; for the rest its default stands. */
const withoutNulls = <Key extends string>(
  words: Readonly<Record<Key, string | null>>,
): Partial<Record<Key, string>> => {
  const kept: Partial<Record<Key, string>> = {}
  for (const key in words) {
    const word = words[key]
    if (word !== null) kept[key] = word
  }
  return kept
}

const mostUsual = (words: readonly string[]): string | undefined =>
  [
    ...grouped(
      words.filter(one => one !== ''),
      one => one,
    ),
  ].sort((a, b) => b[1].length - a[1].length)[0]?.[0]
