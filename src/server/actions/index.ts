import type { Handlers } from '../context.ts'
import { activityActions } from './activity.ts'
import { adjustmentActions } from './adjustment.ts'
import { decisionActions } from './article/decisions.ts'
import { deskActions } from './article/desk.ts'
import { detailActions } from './article/detail.ts'
import { draftActions } from './article/drafts.ts'
import { mergingActions } from './article/merging.ts'
import { nearActions } from './article/near.ts'
import { poolActions } from './article/pool.ts'
import { readFileActions } from './article/read-file.ts'
import { articleActions } from './article.ts'
import { assignmentActions } from './assignment.ts'
import { auditActions } from './audit.ts'
import { bulletinActions } from './bulletin.ts'
import { checkupActions } from './checkup.ts'
import { commissionDetailActions } from './commission/detail.ts'
import { sheetActions } from './commission/sheet.ts'
import { slotActions } from './commission/slots.ts'
import { commissionTableActions } from './commission/table.ts'
import { commissionWorkActions } from './commission/work.ts'
import { dutyActions } from './duty.ts'
import { entryActions } from './entry.ts'
import { factActions } from './fact.ts'
import { fileActions } from './file.ts'
import { forwardingActions } from './forwarding.ts'
import { groupActions } from './group.ts'
import { incidentActions } from './incident.ts'
import { instructionActions } from './instruction.ts'
import { issueActions } from './issue.ts'
import { confirmActions } from './letter/confirm.ts'
import { letterActions } from './letter.ts'
import { mailboxActions } from './mailbox.ts'
import { messageActions } from './message.ts'
import { noticeActions } from './notice.ts'
import { noticeFormActions } from './notice-form.ts'
import { noticeWorkActions } from './notice-work.ts'
import { objectionActions } from './objection.ts'
import { overviewActions } from './overview.ts'
import { ownUnitActions } from './own-unit.ts'
import { periodActions } from './period.ts'
import { qualityActions } from './quality.ts'
import { rehearsalActions } from './rehearsal.ts'
import { ruleSetActions } from './rule-set.ts'
import { searchActions } from './search.ts'
import { sessionFactorActions } from './session/factor.ts'
import { sessionActions } from './session.ts'
import { standingActions } from './standing.ts'
import { todoActions } from './todo.ts'
import { unitPeopleActions } from './unit/people.ts'
import { unitActions } from './unit.ts'
import { userActions } from './user.ts'

/** The table of handlers: one for each operation of `api.ts`. */
export const HANDLERS: Handlers = {
  ...sessionActions,
  ...sessionFactorActions,
  ...overviewActions,
  ...periodActions,
  ...standingActions,
  ...entryActions,
  ...factActions,
  ...articleActions,
  ...draftActions,
  ...decisionActions,
  ...deskActions,
  ...mergingActions,
  ...poolActions,
  ...nearActions,
  ...detailActions,
  ...readFileActions,
  ...checkupActions,
  ...bulletinActions,
  ...issueActions,
  ...commissionTableActions,
  ...commissionDetailActions,
  ...commissionWorkActions,
  ...sheetActions,
  ...slotActions,
  ...assignmentActions,
  ...forwardingActions,
  ...instructionActions,
  ...adjustmentActions,
  ...noticeActions,
  ...noticeWorkActions,
  ...noticeFormActions,
  ...rehearsalActions,
  ...ownUnitActions,
  ...todoActions,
  ...messageActions,
  ...letterActions,
  ...confirmActions,
  ...mailboxActions,
  ...searchActions,
  ...fileActions,
  ...auditActions,
  ...groupActions,
  ...unitActions,
  ...unitPeopleActions,
  ...ruleSetActions,
  ...dutyActions,
  ...qualityActions,
  ...incidentActions,
  ...objectionActions,
  ...userActions,
  ...activityActions,
}
