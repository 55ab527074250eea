import type { LocalDate } from '../calendar.ts'
import { localDate } from '../calendar.ts'

/** The holidays of one year as the State Council announced them: what is off, and which days of weekends are worked for it. */
export interface PublishedYear {
  /** The paper it stands in. */
  readonly paper: string
  readonly off: readonly LocalDate[]
  readonly work: readonly LocalDate[]
}

/** `01-21..01-27` → each of its days; both ends lie in one month or in two that follow each other. */
function days(year: number, written: string): LocalDate[] {
  const [from = '', to = from] = written.split('..')
  const [first, last] = [from, to].map(day => Date.parse(`${year}-${day}T00:00:00Z`))
  const found: LocalDate[] = []
  for (let at = first ?? 0; at <= (last ?? 0); at += DAY_MS)
    found.push(localDate(new Date(at).toISOString().slice(0, 10)))
  return found
}

const DAY_MS = 86_400_000

const year = (number: number, paper: string, off: readonly string[], work: readonly string[]): PublishedYear => ({
  paper,
  off: off.flatMap(written => days(number, written)),
  work: work.flatMap(written => days(number, written)),
})

/** Years that have been announced. A year that is not here is counted Monday to Friday until somebody enters it. */
export const PUBLISHED: ReadonlyMap<number, PublishedYear> = new Map([
  [
    2022,
    year(
      2022,
      '国办发明电〔2021〕11号',
      [
        '01-01..01-03',
        '01-31..02-06',
        '04-03..04-05',
        '04-30..05-04',
        '06-03..06-05',
        '09-10..09-12',
        '10-01..10-07',
        '12-31',
      ],
      ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
    ),
  ],
  [
    2023,
    year(
      2023,
      '国办发明电〔2022〕16号',
      ['01-01..01-02', '01-21..01-27', '04-05', '04-29..05-03', '06-22..06-24', '09-29..10-06'],
      ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
    ),
  ],
  [
    2024,
    year(
      2024,
      '国办发明电〔2023〕7号',
      ['01-01', '02-10..02-17', '04-04..04-06', '05-01..05-05', '06-10', '09-15..09-17', '10-01..10-07'],
      ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
    ),
  ],
  [
    2025,
    year(
      2025,
      '国办发明电〔2024〕12号',
      ['01-01', '01-28..02-04', '04-04..04-06', '05-01..05-05', '05-31..06-02', '10-01..10-08'],
      ['01-26', '02-08', '04-27', '09-28', '10-11'],
    ),
  ],
  [
    2026,
    year(
      2026,
      '国办发明电〔2025〕7号',
      ['01-01..01-03', '02-15..02-23', '04-04..04-06', '05-01..05-05', '06-19..06-21', '09-25..09-27', '10-01..10-07'],
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    ),
  ],
])
