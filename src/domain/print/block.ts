/**
 * What the papers other than the notice are laid out as: the seam between a paper's value and its file, as `Block` is for the notice.
 * Texts are final; how each role looks is the typesetter's.
 */

export type PrintRole =
  | 'caution' // 内部资料　注意保存
  | 'masthead' // the red name of a bulletin
  | 'number' // 第9期（总第128期）
  | 'title' // the name of a form
  | 'column' // 本期要目, 【简讯】
  | 'contents' // ◎ a line of the contents
  | 'contents-head' // 【信息】 among the contents
  | 'article' // the title of an article
  | 'foreword' // 按语
  | 'text'
  | 'note'

export interface FormCell {
  readonly label: string
  readonly text: string
}

/** A row of a form: one or two labelled fields; `tall` shares in what the page has left and holds running text. */
export interface FormRow {
  readonly cells: readonly [FormCell] | readonly [FormCell, FormCell]
  readonly tall?: boolean
  /** For a text too long for the page: what the form says instead, and the title under which the text follows on pages of its own. */
  readonly overflow?: { readonly instead: string; readonly title: string }
}

/** A row of the foot (版记, 报尾): a list that hangs after its colon (`发：…`), or what stands at the two edges. */
export type FootRow =
  | { readonly kind: 'list'; readonly text: string }
  | { readonly kind: 'edges'; readonly left: string; readonly right: string }

/** `label` is the end of `text` that must not be broken: the source of an item. */
export type PrintBlock =
  | { readonly kind: 'paragraph'; readonly role: PrintRole; readonly text: string; readonly label?: string }
  | { readonly kind: 'edges'; readonly left: string; readonly right: string }
  | { readonly kind: 'red-rule' }
  | { readonly kind: 'form'; readonly rows: readonly FormRow[] }
  | { readonly kind: 'foot'; readonly groups: readonly (readonly FootRow[])[] }
