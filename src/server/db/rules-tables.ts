/** 异议: a unit objects to points it was given or not given. `sentence` and `points_x100` are what it saw then. Key: id. */
export interface ObjectionTable {
  id: string
  office_id: string
  unit_id: string
  period: string
  component: string
  /** '' where something is missing that no rule gave. */
  rule: string
  sentence: string
  points_x100: number
  reason: string
  raised_at: string
  raised_by: string
  state: 'open' | 'upheld' | 'rejected' | 'withdrawn'
}

/** What the office answered, once; `fact_id` is the adjustment or retraction that puts it right. Append-only. Key: objection_id. */
export interface ObjectionAnswerTable {
  objection_id: string
  office_id: string
  answer: string
  document: string
  fact_id: string | null
  decider: string
  answered_at: string
  answered_by: string
}

export interface RulesTables {
  objection: ObjectionTable
  objection_answer: ObjectionAnswerTable
}
