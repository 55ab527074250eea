import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { parentPort, Worker } from 'node:worker_threads'
import { z } from 'zod'

const Job = z.object({
  url: z.string(),
  cookie: z.string(),
  clients: z.number().int().min(1),
  /** One request each, sent in this order by whoever of the clients is free. */
  bodies: z.array(z.string()),
})
export type Job = z.infer<typeof Job>

const Done = z.object({ milliseconds: z.number(), answers: z.array(z.string()), refused: z.string().nullable() })

/** Clients in one thread of their own, so that what they take of the time is not the server's; it stays between jobs. */
export interface Clients {
  /** From the first request to the last answer; refuses an answer that is no 200. */
  send(job: Job): Promise<{ readonly milliseconds: number; readonly answers: readonly string[] }>
  close(): Promise<void>
}

export function openClients(): Clients {
  const worker = new Worker(new URL(import.meta.url))
  return {
    async send(job) {
      const answered = once(worker, 'message')
      worker.postMessage(job)
      const [message] = await answered
      const done = Done.parse(message)
      if (done.refused !== null) throw new Error(`${job.url}：${done.refused}`)
      return done
    },
    async close() {
      await worker.terminate()
    },
  }
}

const agent = new Agent({ keepAlive: true })

async function carryOut({ url, cookie, clients, bodies }: Job): Promise<z.infer<typeof Done>> {
  const answers: string[] = []
  let next = 0
  const started = performance.now()
  const client = async () => {
    while (next < bodies.length) {
      const at = next
      next += 1
      answers[at] = await answerOf(url, cookie, bodies[at] ?? '')
    }
  }
  try {
    await Promise.all(Array.from({ length: clients }, client))
    return { milliseconds: performance.now() - started, answers, refused: null }
  } catch (error) {
    return { milliseconds: 0, answers: [], refused: String(error) }
  }
}

async function answerOf(url: string, cookie: string, body: string): Promise<string> {
  const key = randomUUID()
  // A connection the server had just let go is no answer: the same call again, under the same key.
  return answered({ url, cookie, body, key }).catch(error => {
    if (error instanceof Error && /hang up|ECONNRESET/.test(error.message)) return answered({ url, cookie, body, key })
    throw error
  })
}

interface One {
  readonly url: string
  readonly cookie: string
  readonly body: string
  readonly key: string
}

async function answered({ url, cookie, body, key }: One): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'idempotency-key': key,
    ...(cookie === '' ? {} : { cookie }),
  }
  const asked = request(url, { method: 'POST', agent, headers })
  asked.end(body)
  const [response] = await once(asked, 'response')
  let text = ''
  response.setEncoding('utf8')
  for await (const part of response) text += part
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text.slice(0, 200)}`)
  return text
}

parentPort?.on('message', async (message: unknown) => {
  parentPort?.postMessage(await carryOut(Job.parse(message)))
})
