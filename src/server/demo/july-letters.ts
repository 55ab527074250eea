import { dayStart } from '../../domain/calendar.ts'
import type { OfficeId, UnitId } from '../../domain/model.ts'
import { assert } from '../../domain/problems.ts'
import type { Installation } from '../installation.ts'
import { takeLease } from '../leases.ts'
import { readArrived } from '../mail/read.ts'
import { receive } from '../mail/receive.ts'
import type { MailWorld } from '../mail/world.ts'
import { sealerOf } from '../secret.ts'
import { july } from './world.ts'

interface DemoLetter {
  readonly day: number
  readonly from: string
  readonly subject: string
  readonly lines: readonly string[]
  readonly head?: readonly string[]
}

const ADDRESSES: readonly (readonly [unit: string, address: string])[] = [
  ['阳谷局', 'yanggu@unit.example.cn'],
  ['临清局', 'linqing@unit.example.cn'],
  ['莘县局', 'shenxian@unit.example.cn'],
]

/** What lies in the demo office's mailbox: of every kind one, so that each place of 来信 can be tried. */
const LETTERS: readonly DemoLetter[] = [
  {
    day: 17,
    from: '阳谷局办公室 <yanggu@unit.example.cn>',
    subject: '投稿：阳谷局推行矿山修复“一图一表”管理',
    lines: [
      '编辑部：',
      '现将我局信息报上，请审阅。',
      '针对修复任务分散、进度难掌握的问题，阳谷局把 23 处历史遗留矿山标到一张图上，每处一张进度表，每周更新。',
      '截至 7 月 15 日，已完成修复 14 处、面积 386 亩，比去年同期多 5 处；6 月暗访发现的 3 个问题全部整改。',
      '信息类别：经验做法',
      '报送单位：阳谷局　联系人：王某　电话：0635-0000000',
    ],
  },
  {
    day: 18,
    from: '临清局 <linqing@unit.example.cn>',
    subject: '临清局信息两篇',
    lines: [
      '标题：临清局不动产登记“跨省通办”办结 120 件',
      '临清局在政务大厅设“跨省通办”窗口，上半年办结 120 件，平均用时由 5 天压缩到 2 天，群众少跑 240 趟。',
      '标题：临清局查处违法占地 6 宗',
      '临清局利用卫星图斑比对，二季度发现并查处违法占地 6 宗、面积 41 亩，已全部拆除复垦。',
    ],
  },
  {
    day: 18,
    from: '张某 <zhang.personal@mail.example.cn>',
    subject: '莘县局报送信息',
    lines: [
      '莘县局耕地保护网格员上岗',
      '莘县局聘请 312 名村级耕地保护网格员，6 月以来上报线索 57 条，核实处理 49 条。',
      '报送单位：莘县局',
    ],
  },
  {
    day: 19,
    from: '阳谷局办公室 <yanggu@unit.examp1e.cn>',
    subject: '紧急：请尽快采用',
    lines: ['请尽快采用附件中的信息，并回复本邮箱。'],
  },
  {
    day: 19,
    from: '某会议服务 <news@conference.example.com>',
    subject: '公文写作培训班邀请',
    lines: ['诚邀贵单位参加。'],
    head: ['List-Unsubscribe: <mailto:off@conference.example.com>'],
  },
]

/** The letters of July, kept and read as any others are. The mailbox is switched off: it leads nowhere. */
export async function lettersInJuly(
  installation: Installation,
  office: OfficeId,
  {
    unitOf,
    editor,
  }: {
    readonly unitOf: (name: string) => UnitId
    readonly editor: { readonly user: string | null; readonly name: string }
  },
): Promise<void> {
  const { database, files, newId, log, logKey } = installation
  let clock = 0
  const sealer = sealerOf(logKey)
  const mail: MailWorld = { database, files, newId, log, clock: () => clock, sealer: () => sealer, holder: 'demo' }
  const mailbox = newId('box')
  const from = dayStart(july(1))
  await database.write(async db => {
    await db
      .insertInto('mailbox')
      .values({
        id: mailbox,
        office_id: office,
        name: '市局投稿邮箱（演示，不收信）',
        host: 'imap.example.cn',
        port: 993,
        username: 'tougao@example.cn',
        secret: sealer.seal('演示', mailbox),
        folder: 'INBOX',
        ca: '',
        auth_server: '',
        receipts: 0,
        active: 0,
        version: 1,
        created_at: from,
        asked_at: null,
        polled_at: null,
        good_at: null,
        failures: 0,
        error: '',
        next_at: from,
      })
      .execute()
    for (const [unit, address] of ADDRESSES)
      await db
        .insertInto('mail_sender')
        .values({
          id: newId('snd'),
          office_id: office,
          address,
          unit_id: unitOf(unit),
          at: from,
          by_id: editor.user ?? '',
          by_name: editor.name,
          ended_at: null,
        })
        .execute()
  })
  for (const [index, letter] of LETTERS.entries()) {
    clock = Date.parse(dayStart(july(letter.day))) + (9 * 60 + 7 * index) * 60_000
    const lease = await database.write(db => takeLease(db, 'demo', { now: clock, holder: mail.holder }))
    assert(lease !== null, 'nobody else makes the demo office')
    const bytes = bytesOf(letter)
    const uid = index + 1
    const remote = { uid, size: bytes.length, receivedAt: clock }
    const place = { mailbox, folder: 'INBOX', uidValidity: 1, uid }
    await receive(mail, office, lease, { place, remote, bytes, headOnly: false })
  }
  await readArrived(mail)
}

const bytesOf = ({ from, subject, lines, head = [] }: DemoLetter): Buffer =>
  Buffer.from(
    [
      `From: ${from}`,
      'To: tougao@example.cn',
      `Subject: ${subject}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      ...head,
      '',
      ...lines,
      '',
    ].join('\r\n'),
  )
