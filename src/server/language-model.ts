import { z } from 'zod'
import { Problem } from '../domain/problems.ts'

/**
 * A language model inside the office's network, spoken to as many servers understand it (`POST <address>/chat/completions`). Only that
 * address is ever called: an answer that leads elsewhere is refused. What goes out and comes back is bounded in size and time.
 */
const LIMITS = { wallMs: 30_000, asksCharacters: 12_000, answerBytes: 256 * 1024, suggestion: 2_000 } as const

export interface ModelAccess {
  readonly address: string
  readonly name: string
  readonly secret: string
}

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

/**
 * @param system what it is to do; @param text what it is to do it on, cut at the limit
 * @returns its words, cut at the limit; throws `model-failed` for whatever goes wrong there
 */
export async function askModel(
  { address, name, secret }: ModelAccess,
  { system, text }: { readonly system: string; readonly text: string },
  wallMs: number = LIMITS.wallMs,
): Promise<string> {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: text.slice(0, LIMITS.asksCharacters) },
  ]
  const answer = await said(`${address.replace(/\/+$/u, '')}/chat/completions`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(wallMs),
    headers: {
      'content-type': 'application/json',
      ...(secret === '' ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ model: name, messages, stream: false, max_tokens: 1_000, temperature: 0.2 }),
  })
  const read = Completion.safeParse(answer)
  const [first] = read.success ? read.data.choices : []
  const words = first?.message.content.trim() ?? ''
  if (words === '') throw new Problem('model-failed', { reason: '答复里没有文字' })
  return words.slice(0, LIMITS.suggestion)
}

async function said(address: string, request: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(address, request)
    if (!response.ok) throw new Problem('model-failed', { reason: `对方答复 ${response.status}` })
    return JSON.parse(await bounded(response))
  } catch (error) {
    if (error instanceof Problem) throw error
    const late = error instanceof Error && error.name === 'TimeoutError'
    throw new Problem('model-failed', { reason: late ? '等待超时' : '连接不上，或答复看不懂' })
  }
}

/** The body of an answer, read no further than the limit. */
async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LIMITS.answerBytes) throw new Problem('model-failed', { reason: '答复太长' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
