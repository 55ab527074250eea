import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { article, chance, type Made } from '../fixtures/duplicates/variants.ts'
import { marksOf } from '../src/domain/article/flags.ts'
import { fingerprintsOf } from '../src/domain/duplicate/fingerprint.ts'
import { OfficeId } from '../src/domain/model.ts'
import { richOfText } from '../src/domain/rich-text.ts'
import { matchingKey } from '../src/domain/text.ts'
import { migrate } from '../src/server/db/migrate.ts'
import { type Database, openDatabase } from '../src/server/db/open.ts'
import { indexFingerprints } from '../src/server/fingerprints.ts'

export const OFFICE = OfficeId.parse('off_bench')
const AT = '2023-07-01T00:00:00.000Z'
/** Fingerprints of one text of the archive, and how much of their range they fill: as texts of some five hundred letters have them. */
const EACH = 40
const RANGE = 2 ** 43
/** Every third stretch of a planted text is a phrase that so many others have too. */
const COMMON = 2_000

export interface Archive {
  readonly database: Database
  readonly planted: readonly { readonly id: string; readonly made: Made }[]
  readonly bytes: number
}

/** Runs the work over an archive of so many texts on SQLite, some of which are real; the folder goes afterwards. */
export async function withArchive(
  { texts, plant }: { readonly texts: number; readonly plant: number },
  work: (archive: Archive) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caifeng-bench-'))
  const database = await openDatabase({ url: null, folder })
  try {
    await migrate(database)
    const next = chance(11)
    const planted = Array.from({ length: plant }, (_, index) => ({ id: `art_z${index}`, made: article(next, index) }))
    const bytes = fill(
      join(folder, 'caifeng.sqlite'),
      texts,
      planted.map(one => one.made),
    )
    await database.write(async db => {
      for (const { id, made } of planted) {
        await db
          .insertInto('article')
          .values({
            ...{ id, office_id: OFFICE, title: made.title, title_key: matchingKey(made.title), body: made.body },
            ...{ received_on: '2023-07-01', created_at: AT, created_by: 'bench', version: 1 },
          })
          .execute()
        await db
          .insertInto('article_version')
          .values({
            ...{
              article_id: id,
              number: 1,
              side: 'unit',
              title: made.title,
              body: JSON.stringify(richOfText(made.body)),
            },
            ...{ note: '', at: AT, by_id: 'bench', by_name: '甲' },
          })
          .execute()
        await indexFingerprints(db, { office: OFFICE, article: id, handedIn: true })
      }
    })
    await work({ database, planted, bytes })
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Texts as their fingerprints alone, drawn within SQLite; and among them holders of what is common in the planted ones. Gives the size in bytes. */
function fill(file: string, texts: number, planted: readonly Made[]): number {
  const database = new DatabaseSync(file)
  const run = (sql: string) => database.exec(sql)
  run('pragma synchronous = off; pragma cache_size = -200000; pragma foreign_keys = off')
  run(
    `insert into office (id, name, bulletin, demo, settings, created_at) values ('${OFFICE}', '某局', '', 0, '{}', '${AT}')`,
  )
  run('drop trigger article_search_insert')
  const upTo = (last: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${last})`
  run('begin immediate')
  run(`insert into article (id, office_id, title, title_key, body, received_on, created_at, created_by, version)
    ${upTo(texts)} select 'art_' || printf('%08d', i), '${OFFICE}', '标题' || i, '标题' || i, '', '2020-01-01', '${AT}', 'bench', 1 from n`)
  run(`insert into fingerprint_text (seq, office_id, article_id, number)
    ${upTo(texts)} select i, '${OFFICE}', 'art_' || printf('%08d', i), 0 from n`)
  const gap = Math.max(2, Math.floor((2 * RANGE) / (texts * EACH)))
  run(`insert into fingerprint (mark, seq)
    with recursive m(i, mark) as (select 1, 0 union all select i + 1, mark + 1 + abs(random() % ${gap}) from m where i < ${texts * EACH})
    select mark, 1 + abs(random() % ${texts}) from m`)
  const marks = database.prepare(
    `insert or ignore into fingerprint (mark, seq) ${upTo(Math.min(COMMON, texts))} select ?, 1 + abs(random() % ${texts}) from n`,
  )
  const tokens = database.prepare(`insert or ignore into article_token (office_id, token, article_id)
    ${upTo(Math.min(COMMON, texts))} select '${OFFICE}', ?, 'art_' || printf('%08d', 1 + abs(random() % ${texts})) from n`)
  for (const { title, body } of planted.slice(0, 50)) {
    for (const mark of fingerprintsOf(body, OFFICE).filter((_, index) => index % 3 === 0)) marks.run(mark)
    for (const token of marksOf(title).slice(0, 4)) tokens.run(token)
  }
  run('commit')
  const [pages, size] = ['page_count', 'page_size'].map(name =>
    Number(database.prepare(`pragma ${name}`).get()?.[name]),
  )
  database.close()
  return (pages ?? 0) * (size ?? 0)
}
