import { execFile, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { juneNotice } from '../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../src/domain/notice/layout.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { readDocument } from '../src/server/documents.ts'
import { writeDocx } from '../src/server/docx/write.ts'
import { EXPECTED } from './support/story.ts'

const SEED = 'fixtures/notices/lc-2023-06/source.txt'
const home = mkdtempSync(join(tmpdir(), 'caifeng-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const inHome = (name: string): string => join(home, name)

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `caifeng …` as somebody types it, with a clean environment. */
function caifeng(...args: string[]): Promise<Said> {
  return new Promise(resolve => {
    const { PATH, HOME } = process.env
    execFile(
      process.execPath,
      ['bin/caifeng.js', ...args],
      { env: { PATH, HOME, CAIFENG_DATA: inHome('nowhere') }, maxBuffer: 1 << 26 },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, out, err })
      },
    )
  })
}

const written = (name: string, content: string | Uint8Array): string => {
  writeFileSync(inHome(name), content)
  return inHome(name)
}

/** A sentence for a person: Chinese, no stack, no code. */
const isSentence = (text: string): boolean => /\p{Script=Han}/u.test(text) && !/ at .*\.ts|Error:/.test(text)

const AuditLine = z.object({
  file: z.string(),
  notice: z.object({
    period: z.string().nullable(),
    title: z.string().nullable(),
    issuer: z.string().nullable(),
    tables: z.number(),
    units: z.number(),
    items: z.number(),
  }),
  unread: z.array(z.unknown()),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'question', 'info']),
      place: z.object({ part: z.string() }),
      claims: z.array(z.object({ value: z.number(), place: z.object({ part: z.string() }) })),
      message: z.string(),
    }),
  ),
})

describe('caifeng', () => {
  it('lists its commands, and explains each in Chinese', async () => {
    const { code, out } = await caifeng('--help')
    expect(code).toBe(0)
    const commands = ['serve', 'migrate', 'demo', 'audit', 'import', 'standings', 'notice']
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command}\\s+\\p{Script=Han}`, 'mu'))
    for (const said of await Promise.all(commands.map(command => caifeng(command, '--help')))) {
      expect(said.code).toBe(0)
      expect(said.out).toContain('用法：caifeng')
      expect(said.out).toContain('退出码')
      expect(said.out).toContain('--data')
    }
  })

  it.each([
    [[], 2],
    [['no-such'], 2],
    [['audit'], 2],
    [['audit', '--nonsense', SEED], 2],
    [['standings', 'June'], 2],
    [['notice', '2023-06'], 2],
    [['import'], 2],
    [['import', SEED, SEED], 2],
  ])('called wrongly as %j ends with %i and says how it is called', async (args, code) => {
    const said = await caifeng(...args)
    expect(said.code).toBe(code)
    expect(isSentence(said.out + said.err)).toBe(true)
  })
})

describe('caifeng audit', () => {
  it('says as one line of JSON a file what it read and found, and ends with 1 for errors', async () => {
    const { code, out } = await caifeng('audit', '--json', SEED)
    expect(code).toBe(1)
    const [line, ...rest] = out.trimEnd().split('\n')
    expect(rest).toEqual([])
    const said = AuditLine.parse(JSON.parse(line ?? ''))
    expect(said.notice).toEqual({
      period: '2023-06',
      title: '关于6月份政务信息采用情况的通报',
      issuer: '聊城市自然资源和规划局',
      tables: 4,
      units: 43,
      items: 168,
    })
    const cover = said.findings.filter(finding => finding.code === 'cover-adopted')
    expect(cover.map(finding => finding.claims.map(claim => claim.value).includes(39))).toContain(true)
  })

  it('tells people the same, grouped by place, and writes nothing', async () => {
    const { code, out } = await caifeng('audit', SEED)
    expect(code).toBe(1)
    expect(out).toContain('表3 · 财审科 · 报省市')
    expect(out).toContain('表4“市局简报采用篇数”相加 33')
    expect(existsSync(inHome('nowhere'))).toBe(false)
  })

  it('reads GB18030 like UTF-8', async () => {
    const [utf8, gb] = await Promise.all([
      caifeng('audit', '--json', SEED),
      caifeng('audit', '--json', written('gb.txt', inGb18030(readFileSync(SEED, 'utf8')))),
    ])
    const found = ({ out }: Said) => AuditLine.omit({ file: true }).parse(JSON.parse(out))
    expect(found(gb)).toEqual(found(utf8))
  })

  it('answers each of several files with a line, and ends with the worst of them', async () => {
    const empty = written('empty.txt', '')
    const { code, out, err } = await caifeng('audit', '--json', SEED, empty, SEED)
    expect(code).toBe(2)
    expect(out.trimEnd().split('\n')).toHaveLength(3)
    expect(err).toContain('empty.txt')
    expect(isSentence(err)).toBe(true)
  })

  it.each([
    ['an empty file', () => written('nothing.txt', '')],
    ['bytes that are no document', () => written('binary.txt', Buffer.from('\u0000\u0001\u0002'.repeat(100)))],
    ['bytes in no encoding', () => written('broken.txt', Buffer.from([0x41, 0xff, 0xff, 0x80, 0x81, 0x0a, 0xfe]))],
    ['a file that is not there', () => inHome('none.docx')],
    ['a folder', () => home],
    ['100 MB', () => sparse('huge.docx', 100 * 1024 * 1024)],
  ])('ends with 2 and a sentence for %s', async (_what, make) => {
    const { code, err } = await caifeng('audit', make())
    expect(code).toBe(2)
    expect(isSentence(err)).toBe(true)
  })

  it('reads a notice without tables, and says what it could not check', async () => {
    const { code, out } = await caifeng(
      'audit',
      written('prose.txt', '关于2023年6月有关工作的通知\n\n请各单位认真落实。\n'),
    )
    expect(code).toBe(0)
    expect(out).toContain('没有读到表格和目录，只核对了正文。')
  })

  it('writes the document again with its findings as comments', async () => {
    const path = written('june.docx', writeDocx(layout(juneNotice()), PLAIN_META))
    const { code } = await caifeng('audit', '--annotate', inHome('noted.docx'), path)
    expect(code).toBeLessThan(2)
    const parts = unzipSync(readFileSync(inHome('noted.docx')))
    expect(strFromU8(parts['word/comments.xml'] ?? new Uint8Array())).toContain('财审科')
    const refused = await caifeng('audit', '--annotate', inHome('none.docx'), SEED)
    expect(refused.code).toBe(2)
    expect(isSentence(refused.err)).toBe(true)
    expect(existsSync(inHome('none.docx'))).toBe(false)
  })
})

const PLAIN_META = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }

/** Text → GB18030 by turning its decoder round, for the characters of two bytes, which are all that notices need. */
function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const bytesOf = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  return Buffer.from(
    [...text].flatMap(letter => {
      const bytes = letter < '\u0080' ? [letter.charCodeAt(0)] : bytesOf.get(letter)
      if (bytes === undefined) throw new Error(`no two bytes for ${letter}`)
      return bytes
    }),
  )
}

function sparse(name: string, size: number): string {
  const file = openSync(inHome(name), 'w')
  ftruncateSync(file, size)
  closeSync(file)
  return inHome(name)
}

describe('an office on the command line', () => {
  const data = ['--data', inHome('office')]
  let imported: Said
  beforeAll(async () => {
    imported = await caifeng('import', ...data, SEED)
  })

  it('takes a notice over, says which names it took and what differs', () => {
    expect(imported).toMatchObject({ code: 0, err: '' })
    expect(imported.out).toContain('新增单位 43 个')
    expect(imported.out).toContain('保护地管理科 → 自然保护地管理科')
    expect(imported.out).toContain('财审科报省市篇数：表中空白')
  })

  it('changes nothing the second time, and refuses another file for the month', async () => {
    const again = await caifeng('import', ...data, SEED)
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('什么都没有改动')])
    const other = written('other.txt', readFileSync(SEED, 'utf8').replace('396条', '397条'))
    const refused = await caifeng('import', ...data, other)
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toContain('2023年6月')
  })

  it('ranks all 43 units as printed', async () => {
    const { code, out } = await caifeng('standings', '2023-06', '--json', ...data)
    expect(code).toBe(0)
    const Row = z.object({
      unit: z.string(),
      components: z.record(z.string(), z.number()),
      month: z.number(),
      yearTotal: z.number(),
      rank: z.number(),
    })
    const said = z
      .object({
        period: z.string(),
        groups: z.array(z.object({ group: z.string(), name: z.string(), rows: z.array(Row) })),
      })
      .parse(JSON.parse(out))
    expect(said.groups.map(group => group.group)).toEqual(['county', 'office-a', 'office-b', 'institution'])
    const rows = said.groups.flatMap(group => group.rows)
    expect(rows.map(({ unit, month, yearTotal, rank }) => ({ unit, month, yearTotal, rank }))).toEqual(
      EXPECTED.rows.map(row => ({
        unit: row.unit,
        month: row.monthPoints ?? 0,
        yearTotal: row.yearPoints,
        rank: row.rank,
      })),
    )
    expect(rows[0]?.components).toEqual({ 采用: 4, 约稿: 20, 基础分: 5 })
  })

  it('says why: each entry with arithmetic, clause and titles, by name or alias', async () => {
    const why = await caifeng('standings', '2023-06', '--why', '阳谷局', ...data)
    expect(why.code).toBe(0)
    expect(why.out).toContain('信息 3 篇 × 1 分 = 3 分')
    expect(why.out).toContain('依据：市局简报采用信息，每篇计1分')
    expect(why.out).toContain('阳谷县自然资源和规划局科学编制村庄规划助力实现乡村振兴')
    expect((await caifeng('standings', '2023-06', '--why', '保护地管理科', ...data)).out).toContain('自然保护地管理科')
  })

  it.each([
    ['a unit nobody has', ['standings', '2023-06', '--why', '某某局']],
    ['a month that was never taken over', ['standings', '2022-01']],
    ['a notice of such a month', ['notice', '2022-01', '-o', inHome('x.docx')]],
    ['a folder that is not there', ['notice', '2023-06', '-o', inHome('no/such/x.docx')]],
    ['a file that is no notice', ['import', 'package.json']],
    [
      'a notice for which there is no rule set',
      ['import', 'fixtures/notices/tongzhou-2016-09/source.txt', '--data', inHome('fresh')],
    ],
    ['a rule set that does not come with the program', ['import', '--rules', 'none', SEED, '--data', inHome('fresh')]],
  ])('refuses %s with 1 and a sentence', async (_what, args) => {
    const { code, out, err } = await caifeng(...args, ...(args.includes('--data') ? [] : data))
    expect([code, out]).toEqual([1, ''])
    expect(isSentence(err)).toBe(true)
  })

  it('refuses to guess names with --strict, and leaves no month behind', async () => {
    const strict = ['--data', inHome('strict')]
    const refused = await caifeng('import', '--strict', ...strict, SEED)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('保护地管理科')
    expect((await caifeng('standings', '2023-06', ...strict)).code).toBe(1)
  })

  it('writes the notice, which reads back whole and without error', async () => {
    const path = inHome('六月.docx')
    const { code, out } = await caifeng('notice', '2023-06', '-o', path, '--json', ...data)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ period: '2023-06', state: 'closed', tables: 4, units: 43, items: 168 })
    const { notice, unread } = readNotice((await readDocument(readFileSync(path), path)).blocks)
    expect(unread).toEqual([])
    expect(notice.tables.flatMap(table => table.rows)).toHaveLength(43)
    const audited = await caifeng('audit', '--json', ...data, path)
    expect(audited.code).toBe(0)
    expect(AuditLine.parse(JSON.parse(audited.out)).findings.filter(one => one.severity === 'error')).toEqual([])
  })

  it('has nothing to show where nothing is', async () => {
    const { code, err } = await caifeng('standings', '2023-06')
    expect(code).toBe(1)
    expect(err).toContain('caifeng import')
    expect(existsSync(inHome('nowhere'))).toBe(false)
  })

  it('brings a database up to date, once', async () => {
    const fresh = ['--data', inHome('migrated')]
    expect((await caifeng('migrate', ...fresh)).out).toContain('已升级')
    expect((await caifeng('migrate', ...fresh)).out).toContain('已是最新')
  })
})

describe('caifeng serve', () => {
  /** Starts it and waits until it has said where it is; then `stop` ends it as Ctrl+C does. */
  async function served(
    ...args: string[]
  ): Promise<{ said: () => string; url: string; stop: () => Promise<number | null> }> {
    const { PATH, HOME } = process.env
    const child = spawn(process.execPath, ['bin/caifeng.js', 'serve', '--port', '0', ...args], { env: { PATH, HOME } })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (said.includes('按 Ctrl+C 停止')) resolve()
      })
      child.once('exit', () => reject(new Error(said)))
    })
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    return {
      said: () => said,
      url: /http:\/\/[\d.:]+/.exec(said)?.[0] ?? '',
      stop: () => {
        child.kill('SIGINT')
        return ended
      },
    }
  }

  it('makes the demo office, shows its accounts, keeps the folder to itself and stops in order', async () => {
    const data = ['--data', inHome('demo')]
    const server = await served(...data)
    try {
      expect(server.said()).toContain('演示账户')
      const health = await fetch(`${server.url}/api/health`)
      expect(health.status).toBe(200)
      const session = await fetch(`${server.url}/api/session.current`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: '{}',
      })
      expect(await session.json()).toMatchObject({ office: { demo: true } })
      const beside = await caifeng('import', ...data, SEED)
      expect(beside.code).toBe(1)
      expect(beside.err).toContain('采风服务')
      expect((await caifeng('standings', '2023-07', ...data)).code).toBe(0)
    } finally {
      expect(await server.stop()).toBe(0)
    }
    expect((await caifeng('demo', ...data)).code).toBe(1)
  })

  it('makes a demo office anew whose making was broken off', async () => {
    const data = ['--data', inHome('half')]
    expect((await caifeng('demo', ...data)).code).toBe(0)
    const database = new DatabaseSync(join(inHome('half'), 'caifeng.sqlite'))
    database.exec(
      `update office set settings = replace(settings, '"made":true', '"made":false'); delete from user_role`,
    )
    database.close()
    const server = await served(...data)
    try {
      expect(server.said()).toMatch(/中断了，现在重新建立[\s\S]*采风已启动[\s\S]*bianji/)
    } finally {
      expect(await server.stop()).toBe(0)
    }
  })

  it('gives an office that was only imported its three administrators, once', async () => {
    const data = ['--data', inHome('imported-and-served')]
    expect((await caifeng('import', ...data, SEED)).code).toBe(0)
    const first = await served(...data)
    expect(await first.stop()).toBe(0)
    expect(first.said()).toMatch(/还没有账户[\s\S]*auditadmin\s+([0-9A-Z]{4}-){4}[0-9A-Z]{4}/)
    const second = await served(...data)
    expect(await second.stop()).toBe(0)
    expect(second.said()).not.toContain('激活码')
  })

  it('begins empty with three codes for the administrators and no password', async () => {
    const server = await served('--empty', '--name', '某局办公室', '--data', inHome('empty'))
    try {
      const said = server.said()
      for (const account of ['sysadmin', 'secadmin', 'auditadmin'])
        expect(said).toMatch(new RegExp(`${account}\\s+([0-9A-Z]{4}-){4}[0-9A-Z]{4}`))
      expect(said).not.toContain('演示账户')
    } finally {
      expect(await server.stop()).toBe(0)
    }
  })
})
