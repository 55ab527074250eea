import type { Role } from './model.ts'

/**
 * Who may do what: one table, the only policy (AZ-01). `all`: every row of the office; `own`: rows of the user's own unit, or the
 * user's own account. Anything not written here is refused. `signed-out` is somebody without a session, `signed-in` everybody with
 * one, `console` the command line on the machine itself, which acts under this name and no other (AZ-04).
 */
export type Scope = 'own' | 'all'
export type Caller = Role | 'signed-out' | 'signed-in' | 'console'
type Rights = Readonly<Partial<Record<Caller, Scope>>>

const everyone: Rights = { 'signed-out': 'all', 'signed-in': 'all' }
const self: Rights = { 'signed-in': 'own' }
/** 名次 and notices are made public inside the office: each unit sees all ranks, but entries only of its own. */
const published: Rights = {
  correspondent: 'all',
  reviewer: 'all',
  editor: 'all',
  chief: 'all',
  reader: 'all',
  console: 'all',
}
const ownOrOffice: Rights = {
  correspondent: 'own',
  reviewer: 'own',
  editor: 'all',
  chief: 'all',
  reader: 'all',
  console: 'all',
}
const office: Rights = { editor: 'all', chief: 'all', reader: 'all', console: 'all' }
const editing: Rights = { editor: 'all', chief: 'all' }
/** What a unit writes, and what only a second person of it may let go. */
const writing: Rights = { correspondent: 'own' }
const unitOnly: Rights = { correspondent: 'own', reviewer: 'own' }

export const ACCESS = {
  'session.current': everyone,
  'session.login': everyone,
  'session.activate': everyone,
  'session.logout': self,
  'session.password': self,
  'session.confirm': self,
  'session.factor': self,
  'session.factor-begin': self,
  'session.factor-confirm': self,
  'session.factor-end': self,
  'session.list': self,
  'session.end': self,
  'overview.get': published,
  'period.list': published,
  'period.preview': editing,
  'period.close': { chief: 'all' },
  'period.reopen': { chief: 'all' },
  'standing.list': published,
  'standing.history': published,
  'entry.list': ownOrOffice,
  'fact.list': ownOrOffice,
  'fact.retract': editing,
  'article.list': ownOrOffice,
  'article.record': editing,
  'article.adopt': editing,
  'article.pool': office,
  'article.mine': unitOnly,
  'article.get': ownOrOffice,
  'article.read-file': { ...writing, ...editing },
  'article.save-draft': writing,
  'article.hand-in': writing,
  'article.release': { reviewer: 'own' },
  'article.withdraw': writing,
  'article.resume': writing,
  'article.decide': editing,
  'article.undo': editing,
  'article.edit': editing,
  'article.comment': { ...unitOnly, ...editing },
  'article.editors': editing,
  'article.enter': editing,
  'article.assign': editing,
  'article.merge': editing,
  'article.unmerge': editing,
  'checkup.run': { ...unitOnly, ...editing },
  'checkup.example': ownOrOffice,
  'checkup.settings': { ...editing, 'system-admin': 'all' },
  'checkup.set': editing,
  'checkup.connect': { 'system-admin': 'all' },
  'checkup.suggest': { ...writing, ...editing },
  'article.editing': editing,
  'article.alike': unitOnly,
  'bulletin.list': office,
  'bulletin.save': editing,
  'issue.list': office,
  'issue.get': office,
  'issue.create': editing,
  'issue.renumber': editing,
  'issue.arrange': editing,
  'issue.step': editing,
  'issue.sign': { chief: 'all' },
  'issue.look': { editor: 'all', chief: 'all', reader: 'all' },
  'issue.correct': editing,
  'commission.table': ownOrOffice,
  'commission.get': ownOrOffice,
  'commission.replies': office,
  'commission.slots': office,
  'commission.draft': editing,
  'commission.save': editing,
  'commission.step': editing,
  'assignment.step': { ...unitOnly, ...editing },
  'assignment.reply': { ...unitOnly, ...editing },
  'assignment.sheet': unitOnly,
  'assignment.fill': unitOnly,
  'assignment.exempt': editing,
  'assignment.extend': editing,
  'assignment.urge': editing,
  'forwarding.list': ownOrOffice,
  'forwarding.record': editing,
  'forwarding.adopt': editing,
  'instruction.list': ownOrOffice,
  'instruction.enter': editing,
  'instruction.step': { ...unitOnly, ...editing },
  'adjustment.record': { chief: 'all' },
  'notice.list': published,
  // Units read what is out; the office reads it before.
  'notice.compose': ownOrOffice,
  'notice.issue': editing,
  'notice.work': { editor: 'all', chief: 'all', reader: 'all' },
  'notice.sentences': editing,
  'notice.answer': editing,
  'notice.step': editing,
  'notice.seen': { ...unitOnly, editor: 'all', chief: 'all', reader: 'all' },
  'notice.correct': editing,
  'notice-form.get': editing,
  'notice-form.preview': editing,
  'notice-form.save': editing,
  'period.rehearse': editing,
  'unit.own': unitOnly,
  'todo.list': self,
  'message.list': self,
  'message.read': self,
  'message.settings': self,
  'message.set': self,
  'search.find': { ...unitOnly, editor: 'all', chief: 'all', reader: 'all' },
  'file.upload': { ...editing, ...writing, console: 'all' },
  'audit.read': { ...editing, console: 'all' },
  'audit.explain': editing,
  'notice.import': { ...editing, console: 'all' },
  'unit.list': { ...published, 'system-admin': 'all', 'security-admin': 'all' },
  'unit.people': { ...unitOnly, ...editing, 'system-admin': 'all', 'security-admin': 'all' },
  'unit.review': { 'system-admin': 'all', ...editing },
  'unit.merge': { 'system-admin': 'all', editor: 'all' },
  'unit.create': { 'system-admin': 'all', editor: 'all' },
  'unit.rename': { 'system-admin': 'all', editor: 'all' },
  'unit.alias': { 'system-admin': 'all', editor: 'all' },
  'unit.move': { 'system-admin': 'all', editor: 'all' },
  'rule-set.list': published,
  'rule-set.shipped': { ...editing, console: 'all' },
  'rule-set.check': { ...editing, console: 'all' },
  'rule-set.compare': { ...editing, console: 'all' },
  'rule-set.rehearse': { ...editing, console: 'all' },
  'rule-set.install': { chief: 'all', console: 'all' },
  'rule-set.withdraw': { chief: 'all' },
  'duty.list': ownOrOffice,
  'incident.record': editing,
  'quality.list': ownOrOffice,
  'quality.get': ownOrOffice,
  'quality.rehearse': editing,
  'quality.paragraph': editing,
  'quality.calendar': office,
  'quality.set-day': editing,
  'objection.list': { ...unitOnly, editor: 'all', chief: 'all', reader: 'all' },
  'objection.raise': unitOnly,
  'objection.withdraw': unitOnly,
  'objection.answer': { chief: 'all' },
  'user.list': { 'system-admin': 'all', 'security-admin': 'all' },
  'user.create': { 'system-admin': 'all' },
  'user.grant': { 'security-admin': 'all' },
  'user.move': { 'system-admin': 'all' },
  'user.reset': { 'system-admin': 'all' },
  'user.factor-reset': { 'security-admin': 'all' },
  'user.end-sessions': { 'security-admin': 'all' },
  'policy.get': { 'system-admin': 'all', 'security-admin': 'all', 'audit-admin': 'all' },
  'policy.set': { 'security-admin': 'all' },
  'user.disable': { 'security-admin': 'all' },
  'activity.list': { 'audit-admin': 'all' },
} as const satisfies Record<string, Rights>

export type Operation = keyof typeof ACCESS

/** What is done only by somebody who has just shown to be themselves (SESS-03): a session left open on a desk is not enough. */
export const CONFIRMED: readonly Operation[] = [
  'session.factor-begin',
  'session.factor-end',
  'period.close',
  'period.reopen',
  'adjustment.record',
  'objection.answer',
  'rule-set.install',
  'user.grant',
  'user.factor-reset',
  'checkup.connect',
  'policy.set',
]

/** What somebody who may hold several roles is allowed of an operation: the widest scope, or null for nothing. */
export function can(callers: readonly Caller[], operation: Operation): Scope | null {
  const rights: Rights = ACCESS[operation]
  const scopes = callers.map(caller => rights[caller])
  if (scopes.includes('all')) return 'all'
  return scopes.includes('own') ? 'own' : null
}
