import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { ShippedTableForm } from '../domain/notice/composing/table-form.ts'

/** Forms of tables that come with the program. */
const SHIPPED = fileURLToPath(new URL('../../notice-forms', import.meta.url))

let shipped: Promise<ShippedTableForm[]> | null = null

/** The forms of tables of other offices, by file name; read once, since they only change with the program. */
export function shippedTableForms(): Promise<ShippedTableForm[]> {
  shipped ??= readShipped()
  return shipped
}

async function readShipped(): Promise<ShippedTableForm[]> {
  const names = (await readdir(SHIPPED)).filter(name => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async name =>
      ShippedTableForm.parse(parse(await readFile(join(SHIPPED, name), 'utf8'), { schema: 'core', maxAliasCount: 0 })),
    ),
  )
}
