import type { LocalDate } from '../domain/calendar.ts'
import { issuePaper } from '../domain/issue/pages.ts'
import type { IssueId } from '../domain/model.ts'
import { type IssuePaper, issueBlocks, issueMeta, issueNumber } from '../domain/print/issue-paper.ts'
import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { sm3 } from './digest.ts'
import { writePaper } from './docx/paper.ts'
import { gathered, type IssueNow, issueNow } from './issues.ts'

/** The pages of an issue as a stored file. */
export interface IssuePrint {
  /** Canonical JSON of the paper that was written: whoever uses the file compares. */
  readonly paper: string
  readonly sm3: string
  readonly size: number
  /** SM3 of the same pages with the day they bore when they were signed; null where nobody signed yet. */
  readonly signed: string | null
}

/** The .docx of an issue: the same paper gives the same bytes. */
export const issueDocx = (paper: IssuePaper): Uint8Array => writePaper(issueBlocks(paper), issueMeta(paper))

export const issueFileName = (paper: IssuePaper): string => `${paper.name}${issueNumber(paper)}.docx`

/** Writes the pages of an issue as they stand, bearing a day (null: the one it is planned for), and stores them. */
export async function printIssue(
  world: { readonly read: <T>(work: (context: Context) => Promise<T>) => Promise<T>; readonly files: Context['files'] },
  { issue, issuedOn }: { readonly issue: IssueId; readonly issuedOn: LocalDate | null },
): Promise<IssuePrint> {
  const { paper, signedOn } = await world.read(async context => {
    const now = await issueNow(context, issue)
    const signed = await gathered(context, now)
    return {
      paper: { ...issuePaper(signed), issuedOn: issuedOn ?? signed.issuedOn },
      signedOn: now.file_sm3 === null ? null : signed.issuedOn,
    }
  })
  const { sm3: name, size } = await world.files.put(issueDocx(paper))
  return {
    paper: canonicalJson(paper),
    sm3: name,
    size,
    signed: signedOn === null ? null : sm3(issueDocx({ ...paper, issuedOn: signedOn })),
  }
}

/** The .docx of an issue: what was stored when it was printed, else the pages as they stand. Needs the right of `issue.get`. */
export async function issueFile(context: Context, id: IssueId): Promise<{ name: string; bytes: Buffer }> {
  const now = await issueNow(context, id)
  const paper = issuePaper(await gathered(context, now))
  const name = issueFileName(paper)
  context.about(name)
  const stored = isPrinted(now) ? now.file_sm3 : null
  return { name, bytes: stored === null ? Buffer.from(issueDocx(paper)) : await context.files.get(stored) }
}

/** Its pages are out and stay as they were. */
export const isPrinted = (now: IssueNow): boolean => now.state === 'printed' || now.state === 'stopped'
