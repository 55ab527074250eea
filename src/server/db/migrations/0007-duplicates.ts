import { counter, index, type Migration, table } from './ddl.ts'

/**
 * 查重: fingerprints of the texts, and an index the pool is read from in its order. All articles are noted as due, so that the loop beside the
 * server gives those fingerprints too that were there before.
 */
export const duplicates: Migration = {
  name: '0007-duplicates',
  statements: dialect => [
    table(dialect, 'fingerprint_text', TEXT),
    ...counter(dialect, 'fingerprint_text', 'seq'),
    // Rows of two numbers, found by the first: SQLite keeps them in the order of the key and nowhere else.
    `${table(dialect, 'fingerprint', FINGERPRINT)}${dialect === 'sqlite' ? ', without rowid' : ''}`,
    index('article_token (article_id)'),
    index('article_state (office_id, submitted_at, article_id)'),
    `insert into search_due (kind, ref, office_id) select 'article', id, office_id from article
 where not exists (select 1 from search_due where kind = 'article' and ref = article.id)`,
  ],
}

/** Which version of an article a number stands for; version 0 is a text that came with an old notice and has no versions. */
const TEXT = `
  seq INTEGER not null primary key, office_id TEXT not null references office (id), article_id TEXT not null references article (id),
  number INTEGER not null, unique (article_id, number)
`

const FINGERPRINT = 'mark INTEGER not null, seq INTEGER not null, primary key (mark, seq)'
