import { InvalidInput } from './pipeline.ts'

/** HTTP-01. Bytes of a JSON body, levels of it, and members of one list or object. */
export const JSON_LIMITS = { bytes: 256 * 1024, depth: 32, members: 1_000 }

/**
 * A JSON body as a value. Refuses with `invalid-input`, saying where: bytes that are no UTF-8, no JSON, too deep, too many members, names
 * that reach into prototypes, and texts with NUL or half a character, which no database could keep.
 */
export function readJson(body: Buffer): unknown {
  const value = parsed(body)
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 1 }]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at.value === 'string' && !isText(at.value)) refuse(at.path, '含有不能保存的字符')
    if (typeof at.value !== 'object' || at.value === null) continue
    if (at.depth > JSON_LIMITS.depth) refuse(at.path, `嵌套超过 ${JSON_LIMITS.depth} 层`)
    const members = Object.entries(at.value)
    if (members.length > JSON_LIMITS.members) refuse(at.path, `超过 ${JSON_LIMITS.members} 项`)
    for (const [name, member] of members) {
      if (!isText(name) || name === '__proto__' || name === 'constructor' || name === 'prototype')
        refuse(at.path, '含有不能使用的字段名')
      open.push({ value: member, path: at.path === '' ? name : `${at.path}.${name}`, depth: at.depth + 1 })
    }
  }
  return value
}

const isText = (text: string): boolean => !/\0|\p{Cs}/u.test(text)

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
  } catch {
    return refuse('', '内容不是 UTF-8 编码的 JSON')
  }
}

function refuse(path: string, message: string): never {
  throw new InvalidInput([{ path: path.slice(0, 200), message }])
}
