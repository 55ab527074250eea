import { expect, it } from 'vitest'
import { CommissionSlip, commissionSlipBlocks } from './slip.ts'

const slip = (more: Partial<CommissionSlip>) =>
  commissionSlipBlocks(
    CommissionSlip.parse({ title: '题', dueOn: '2023-07-14', issuer: '某局', issuedOn: '2023-07-03', ...more }),
  )
const labels = (blocks: ReturnType<typeof slip>): string[] =>
  blocks.flatMap(block =>
    block.kind === 'form' ? block.rows.flatMap(row => row.cells.map(cell => cell.label.replace(/\s/gu, ''))) : [],
  )
const SLOTS = ['报批宗数（宗）', '联系人（姓名、电话）']

it('prints 任务书 as a numbered list, which follows on a page of its own where the form has no room', () => {
  const form = slip({ slots: SLOTS, evidence: '' }).find(block => block.kind === 'form')
  const row = form?.rows.find(one => one.cells[0].label === '任 务 书')
  expect(row?.cells[0].text.split('\n').slice(0, 2)).toEqual(['1.报批宗数（宗）', '2.联系人（姓名、电话）'])
  expect(row?.overflow).toEqual({ instead: '（共2项，附后）', title: '约稿任务书' })
})

it('has no row of 数据与案例要求 where 任务书 says it all, and no 任务书 where none was drawn', () => {
  expect(labels(slip({ slots: SLOTS }))).not.toContain('数据与案例要求')
  expect(labels(slip({ slots: SLOTS, evidence: '1.材料：名单' }))).toContain('数据与案例要求')
  expect(labels(slip({}))).toContain('数据与案例要求')
  expect(labels(slip({}))).not.toContain('任务书')
})
