declare module 'hoodiecrow-imap' {
  interface Stored {
    raw: string
    uid?: number
    flags?: string[]
    internaldate?: string | Date
  }
  interface Server {
    readonly server: import('node:net').Server
    /** How parts of letters are answered, where that is not as usual. */
    readonly fetchHandlers: Record<string, (connection: unknown, message: Required<Stored>) => string>
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    getMailbox(path: string): { uidvalidity: number; uidnext: number; messages: Required<Stored>[] }
    appendMessage(path: string, flags: string[], internaldate: string | Date, raw: string): void
  }
  export default function hoodiecrow(options: {
    storage: Record<string, { messages?: Stored[]; uidvalidity?: number; uidnext?: number }>
    users: Record<string, { password: string }>
    plugins?: string[]
  }): Server
}
