import { type Migration, table } from './ddl.ts'

/** What each person last saw of an issue, so that who signs is shown what changed since (一屏签发). */
export const issueReader: Migration = {
  name: '0003-issue-reader',
  statements: dialect => [
    table(
      dialect,
      'issue_reader',
      `
  issue_id TEXT not null references issue (id), user_id TEXT not null references user_account (id), seen TEXT not null,
  seen_at TEXT not null, primary key (issue_id, user_id)
`,
    ),
  ],
}
