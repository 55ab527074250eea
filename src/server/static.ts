import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A file of the pages as it is sent. */
export interface Page {
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const PACKED: readonly string[] = ['.html', '.js', '.css', '.json', '.svg', '.txt']
/** Their names carry a hash of their contents: a browser need never ask again. */
const HASHED = '/assets/'
const START = '/index.html'
const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>采风</title>
<p>页面还没有生成。请在程序目录里运行 <code>npm start</code>，会自动生成后启动。</p></html>`

interface Stored {
  readonly plain: Buffer
  readonly type: string
  readonly etag: string
  readonly cache: string
  readonly packable: boolean
  readonly packed: Map<'br' | 'gzip', Promise<Buffer>>
}

/**
 * The built pages of a folder, all of them read once (HTTP-11): what is asked for is looked up in this list and never becomes a path. Types that are
 * not in the list above are left out.
 */
export class Pages {
  readonly #files = new Map<string, Stored>()

  constructor(folder: string) {
    for (const entry of globSync('**/*', { cwd: folder, withFileTypes: true })) {
      const type = TYPES[extname(entry.name)]
      if (!entry.isFile() || type === undefined) continue
      const full = join(entry.parentPath, entry.name)
      const name = `/${relative(folder, full).replaceAll('\\', '/')}`
      const plain = readFileSync(full)
      this.#files.set(name, {
        plain,
        type,
        etag: `"${createHash('sm3').update(plain).digest('hex').slice(0, 32)}"`,
        cache: name.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
        packable: PACKED.includes(extname(entry.name)),
        packed: new Map(),
      })
    }
  }

  /**
   * What a GET of a path is answered with: the file, the start page for a path of the pages, a note when nothing was built; null where there is
   * nothing. Status 304 when the browser has it.
   * @param path as in the address, without query
   * @param asked the headers `accept-encoding` and `if-none-match`
   */
  async find(path: string, asked: { encoding: string; etag: string }): Promise<(Page & { status: number }) | null> {
    const stored =
      this.#files.get(path === '/' ? START : path) ?? (isPagePath(path) ? this.#files.get(START) : undefined)
    if (stored === undefined) return this.#files.size === 0 && isPagePath(path) ? notBuilt() : null
    const headers = {
      'content-type': stored.type,
      'cache-control': stored.cache,
      etag: stored.etag,
      vary: 'accept-encoding',
    }
    if (asked.etag.split(',').some(one => one.trim() === stored.etag))
      return { status: 304, bytes: Buffer.alloc(0), headers }
    const way = stored.packable ? wayOf(asked.encoding) : null
    if (way === null) return { status: 200, bytes: stored.plain, headers }
    return { status: 200, bytes: await packed(stored, way), headers: { ...headers, 'content-encoding': way } }
  }
}

/** `/standings` is a page of the app; `/favicon.png` or anything under `/api` and `/assets` is not. */
const isPagePath = (path: string): boolean => !/^\/(api|assets)(\/|$)/.test(path) && !/\.[^/]*$/.test(path)

const notBuilt = () => ({
  status: 503,
  bytes: Buffer.from(NOT_BUILT),
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
})

function wayOf(accepted: string): 'br' | 'gzip' | null {
  const ways = accepted.split(',').map(one => one.trim().toLowerCase())
  const takes = (way: string) =>
    ways.some(one => one === way || (one.startsWith(`${way};`) && !/q=0(\.0*)?$/.test(one)))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

/** Packed at the first request and kept: a start waits for none of it. */
function packed(stored: Stored, way: 'br' | 'gzip'): Promise<Buffer> {
  const before = stored.packed.get(way)
  if (before !== undefined) return before
  const made =
    way === 'gzip'
      ? promisify(gzip)(stored.plain, { level: 9 })
      : promisify(brotliCompress)(stored.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  stored.packed.set(way, made)
  return made
}
