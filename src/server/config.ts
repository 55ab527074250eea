import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

/** How this installation is run, read once from the environment. */
export interface Config {
  /** `postgres://…`, or null for the SQLite file in the data folder. */
  readonly databaseUrl: string | null
  readonly folder: string
  readonly host: string
  readonly port: number
  /** `https://…` under which people reach it through a proxy with TLS; null: plain http on this machine or its own network. */
  readonly origin: string | null
  /** Names it answers to, besides those of this machine and of `origin`, in lower case and without port. */
  readonly hosts: readonly string[]
  /** Proxies whose X-Forwarded-For is believed (HTTP-08): addresses or networks, never "all". */
  readonly trustProxy: readonly string[]
  readonly minutesIdle: number
  readonly minutesIdleAdmin: number
  readonly hoursAbsolute: number
  /** Where digests go out; null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null
}

/** The environment has values that cannot be meant; the message names each in Chinese, one a line. */
export class ConfigError extends Error {}

const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(one => one.trim().toLowerCase())
      .filter(one => one !== ''),
  )
const within = (from: number, to: number, usual: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `${what}应为 ${from} 到 ${to} 的整数`)
    .default(String(usual))
    .transform(Number)
    .refine(value => value >= from && value <= to, `${what}应为 ${from} 到 ${to} 的整数`)

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/')
  const longest = isIP(address) === 4 ? 32 : 128
  return (
    isIP(address) !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  )
}
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && new URL(text).origin === text && text.startsWith('https://')
const isDatabase = (text: string): boolean => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)

const Environment = z.object({
  CAIFENG_DATABASE_URL: z.string().refine(isDatabase, '应形如 postgres://用户@主机/数据库').optional(),
  CAIFENG_DATA: z.string().min(1).default('data'),
  CAIFENG_HOST: z
    .string()
    .refine(text => text === 'localhost' || isIP(text) !== 0, '应为本机的一个 IP 地址，或 localhost')
    .default('127.0.0.1'),
  CAIFENG_PORT: within(0, 65_535, 3000, '端口'),
  CAIFENG_ORIGIN: z
    .string()
    .refine(isOrigin, '应为浏览器地址栏里的 https 网址，不带路径，例如 https://caifeng.example.gov.cn')
    .optional(),
  CAIFENG_HOSTS: list.refine(
    names => names.every(name => /^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(name)),
    '应为主机名，用逗号隔开，不带端口',
  ),
  CAIFENG_TRUST_PROXY: list.refine(
    names => names.every(isNetwork),
    '应为代理服务器的 IP 地址或网段，用逗号隔开，例如 10.0.0.2 或 10.0.0.0/24',
  ),
  CAIFENG_MINUTES_IDLE: within(1, 480, 30, '分钟数'),
  CAIFENG_MINUTES_IDLE_ADMIN: within(1, 480, 15, '分钟数'),
  CAIFENG_HOURS_SESSION: within(1, 24, 12, '小时数'),
  CAIFENG_SMTP: z
    .string()
    .refine(text => /^smtps?:\/\/./.test(text) && URL.canParse(text), '应形如 smtp://用户:密码@主机:587')
    .optional(),
  CAIFENG_MAIL_FROM: z
    .string()
    .regex(/^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/, '应为一个邮箱地址')
    .optional(),
})

/** Environment → Config, empty values counting as absent. Refuses with `ConfigError`, naming every wrong value at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(environment).filter(([name, value]) => name.startsWith('CAIFENG_') && value?.trim())
  const read = Environment.safeParse(Object.fromEntries(given))
  if (!read.success)
    throw new ConfigError(
      [
        '环境变量有误，没有启动：',
        ...read.error.issues.map(issue => `  ${issue.path.join('.')}：${issue.message}`),
      ].join('\n'),
    )
  const values = read.data
  return {
    databaseUrl: values.CAIFENG_DATABASE_URL ?? null,
    folder: resolve(values.CAIFENG_DATA),
    host: values.CAIFENG_HOST,
    port: values.CAIFENG_PORT,
    origin: values.CAIFENG_ORIGIN ?? null,
    hosts: values.CAIFENG_HOSTS,
    trustProxy: values.CAIFENG_TRUST_PROXY,
    minutesIdle: values.CAIFENG_MINUTES_IDLE,
    minutesIdleAdmin: values.CAIFENG_MINUTES_IDLE_ADMIN,
    hoursAbsolute: values.CAIFENG_HOURS_SESSION,
    mail: mailOf(values.CAIFENG_SMTP, values.CAIFENG_MAIL_FROM),
  }
}

/** Mail needs both the server and whom it is from. */
function mailOf(url: string | undefined, from: string | undefined): Config['mail'] {
  if (url === undefined && from === undefined) return null
  if (url === undefined || from === undefined)
    throw new ConfigError('环境变量有误，没有启动：\n  CAIFENG_SMTP 和 CAIFENG_MAIL_FROM 要一起设置。')
  return { url, from }
}
