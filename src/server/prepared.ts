import type { Checked } from '../api.ts'
import type { Operation } from '../domain/access.ts'
import type { ShippedTableForm } from '../domain/notice/composing/table-form.ts'
import type { Context } from './context.ts'
import { type Document, readDocument } from './documents.ts'
import { tryMailbox } from './mail/mailboxes.ts'
import { shippedTableForms } from './notice-forms.ts'
import { type IssuePrint, printIssue } from './print-issue.ts'
import { type Print, pdfHere, printNotice } from './print-notice.ts'
import { type ArticleDraft, readArticle } from './reading/article.ts'
import { modelOf, suggestFor } from './suggesting.ts'
import { assertUploaded } from './uploads.ts'
import { type SentUp, writeUpward } from './upward-papers.ts'

/**
 * What a call needs from outside the database, fetched before its transaction begins: inside one nothing is waited for but the database
 * (DB-04). The handler then decides with what the database says by then.
 */
export interface Prepared {
  /** The uploaded notice that the input names, read. */
  readonly document?: Document
  /** The uploaded article that the input names, as it proposes itself. */
  readonly draft?: ArticleDraft
  /** How many bytes are stored under the sm3 that the input names; refused where there are none. */
  readonly stored?: number
  /** Whether PDFs can be made on this machine. */
  readonly pdf?: Awaited<ReturnType<typeof pdfHere>>
  /** The forms of tables that come with the program. */
  readonly tableForms?: readonly ShippedTableForm[]
  /** The file of a month's notice, written, stored and read back. */
  readonly print?: Print
  /** The pages of an issue, written and stored. */
  readonly issue?: IssuePrint
  /** What the office's language model said to the question. */
  readonly suggestion?: string
  /** What came of trying a mailbox. */
  readonly mailTest?: { readonly ok: boolean; readonly message: string }
  /** The file that goes up with an article, written and stored; null where only its title is known. */
  readonly sentUp?: SentUp | null
}

type Preparation<Name extends Operation> = (world: World, input: Checked<Name>) => Promise<Prepared>

/** Reads the database in a snapshot of its own, with the scope and office of the call. */
export interface World {
  readonly read: <T>(work: (context: Context) => Promise<T>) => Promise<T>
  readonly files: Context['files']
}

const documentOf = async (world: World, { file, name }: { file: string; name: string }): Promise<Prepared> => {
  await world.read(context => assertUploaded(context, file))
  return { document: await readDocument(await world.files.get(file), name) }
}

const PREPARATIONS: { readonly [Name in Operation]?: Preparation<Name> } = {
  'audit.read': documentOf,
  'notice.import': documentOf,
  'article.read-file': async (world, { file, name }) => {
    await world.read(context => assertUploaded(context, file))
    return { draft: await readArticle(await world.files.get(file), name) }
  },
  'checkup.suggest': async ({ read }, input) => ({ suggestion: await suggestFor(await read(modelOf), input) }),
  'file.upload': async ({ files }, { sm3 }) => ({ stored: (await files.get(sm3)).length }),
  'forwarding.record': async (world, input) => ({ sentUp: await writeUpward(world, input) }),
  'issue.sign': async (world, { issue }) => ({ issue: await printIssue(world, { issue, issuedOn: null }) }),
  'issue.step': async (world, { issue, step, issuedOn }) =>
    step === 'print' ? { issue: await printIssue(world, { issue, issuedOn }) } : {},
  'mailbox.test': async (world, { mailbox }) => ({ mailTest: await tryMailbox(world.read, mailbox) }),
  'notice-form.get': async () => ({ tableForms: await shippedTableForms() }),
  'notice.work': async () => ({ pdf: await pdfHere() }),
  'notice.issue': async (world, input) => ({ print: await printNotice(world, input) }),
}

/** What the call's input needs, or nothing. */
export async function preparedFor(world: World, operation: Operation, input: unknown): Promise<Prepared> {
  const preparation: ((world: World, input: never) => Promise<Prepared>) | undefined = PREPARATIONS[operation]
  return preparation === undefined ? {} : Reflect.apply(preparation, undefined, [world, input])
}
