import { article } from './zh/article.ts'
import { audit } from './zh/audit.ts'
import { checkup } from './zh/checkup.ts'
import { commission } from './zh/commission.ts'
import { issue } from './zh/issue.ts'
import { letter, mailbox } from './zh/letter.ts'
import { notice } from './zh/notice.ts'
import { noticeForm } from './zh/notice-form.ts'
import { overview } from './zh/overview.ts'
import { people } from './zh/people.ts'
import { quality } from './zh/quality.ts'
import { duty, ruleSet } from './zh/rule-set.ts'
import { search } from './zh/search.ts'
import { session } from './zh/session.ts'
import { settings } from './zh/settings.ts'
import { client, common, shell } from './zh/shell.ts'
import { slots } from './zh/slots.ts'
import { standing } from './zh/standing.ts'
import { todo } from './zh/todo.ts'
import { upward } from './zh/upward.ts'

/** All words on screen, one object; a second language would be a second object of the same type. */
export const zh = {
  common,
  client,
  shell,
  session,
  overview,
  todo,
  search,
  article,
  checkup,
  issue,
  standing,
  notice,
  noticeForm,
  audit,
  settings,
  letter,
  mailbox,
  commission,
  slots,
  upward,
  people,
  ruleSet,
  duty,
  quality,
} as const
