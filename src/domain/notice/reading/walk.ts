import type { LocalDate } from '../../calendar.ts'
import type {
  CoverFigure,
  CoverLeaders,
  NoticeItem,
  NoticeList,
  NoticeTable,
  Place,
  ReadNotice,
  Unread,
  Wording,
} from '../notice.ts'
import { type ReadHead, readHead } from './clauses.ts'
import { readProse } from './cover.ts'
import { foldText } from './fold.ts'
import type { Grid } from './grids.ts'
import { groupOf, sectionOf } from './headings.ts'
import { readItem } from './items.ts'
import { isDecimal, itemStart, looseItemStart } from './kinds.ts'
import type { KnownHeads } from './known-heads.ts'
import type { Follows } from './outline.ts'
import { firstLine, type Passage, placeIn } from './passages.ts'
import type { Piece } from './pieces.ts'
import { remarksOf } from './remarks.ts'
import {
  canonHeading,
  colophonTexts,
  isAddress,
  isCaption,
  isContinued,
  isName,
  isOffice,
  isProse,
  isSentence,
  looksLikeTitle,
  noteOf,
} from './shapes.ts'
import { dayOfLine, toldBy } from './spans.ts'
import { goesOnWith, partsOf, type TablePart, tableOf } from './tables.ts'

/** Where on the page the reader is. */
type Where = 'opening' | 'attachment' | 'lists' | 'notes' | 'foot'

export interface Ahead {
  /** The first thing below that is no heading. */
  readonly follows: Follows
  readonly next: Piece | undefined
}

interface OpenTable {
  readonly parts: TablePart[]
  readonly title: string
  readonly group: string
  readonly line: number
}

interface OpenList extends Omit<NoticeList, 'items'> {
  readonly items: NoticeItem[]
}

/** Walks over the pieces of a document once, from top to bottom, and puts each where it belongs. */
export class Walk {
  #where: Where = 'opening'
  #title: Wording | null = null
  #titlePassage: Passage | null = null
  #issuer: Wording | null = null
  #issuedOn: LocalDate | null = null
  #recipients: Wording | null = null
  #sentTo: Wording | null = null
  #attachment: Wording | null = null
  readonly #body: Passage[] = []
  readonly #notes: Wording[] = []
  readonly #colophon: Wording[] = []
  readonly #tables: OpenTable[] = []
  readonly #units = new Set<string>()
  readonly #lists: OpenList[] = []
  readonly #unread: Unread[] = []
  readonly #passages: Passage[] = []
  readonly #heads: { passage: Passage; head: ReadHead }[] = []
  readonly #levels: { level: number; line: number }[] = []
  readonly #repeated: number[] = []
  /** Headings that wait for the table they stand over. */
  #headings: Passage[] = []
  #section = { name: '', kind: '' }
  #unusedSection: Passage | null = null
  /** Nothing stands between the last table and here. */
  #isBelowTable = false
  #isBelowAttachment = false
  #attachmentTitle: Passage | null = null
  readonly #known: KnownHeads

  constructor(known: KnownHeads) {
    this.#known = known
  }

  take(piece: Piece, ahead: Ahead): void {
    if (piece.kind === 'grid') {
      this.#grid(piece.grid, piece.line)
      return
    }
    this.#passages.push(piece.passage)
    const wasBelowAttachment = this.#isBelowAttachment
    this.#isBelowAttachment = false
    this.#passage(piece.passage, ahead, wasBelowAttachment)
    if (!['rule', 'section', 'class', 'heading'].includes(piece.passage.kind) && this.#headings.length === 0)
      this.#isBelowTable = false
  }

  #passage(passage: Passage, ahead: Ahead, isBelowAttachment: boolean): void {
    switch (passage.kind) {
      case 'rule':
        return
      case 'paper':
        if (!this.#isFirst() && passage.canon.endsWith('文件')) this.#text(passage, ahead)
        return
      case 'section':
      case 'class':
      case 'heading':
        this.#heading(passage, ahead)
        return
      case 'unit-head':
        this.#unitHead(passage)
        return
      case 'item':
        this.#item(passage, isBelowAttachment)
        return
      case 'note':
        this.#note(passage)
        return
      case 'attachment':
        this.#attachmentLine(passage, ahead)
        return
      case 'sent-to':
        this.#sent(passage)
        return
      case 'colophon':
        for (const text of colophonTexts(passage)) this.#colophon.push({ text, place: placeIn(passage, 'colophon') })
        this.#where = 'foot'
        return
      case 'date':
        this.#date(passage)
        return
      default:
        this.#text(passage, ahead)
        return
    }
  }

  // ── the opening ──────────────────────────────────────────────────────────────────────────────────────────────

  #isFirst(): boolean {
    return this.#title === null && this.#where === 'opening' && this.#body.length === 0 && this.#recipients === null
  }

  #setTitle(passage: Passage): void {
    this.#title = { text: passage.text, place: placeIn(passage, 'title') }
    this.#titlePassage = passage
  }

  #text(passage: Passage, ahead: Ahead): void {
    const { canon, text } = passage
    const isOpening = this.#where === 'opening'
    if (this.#isAttachmentTitle(passage) || isContinued(canon)) return
    if (this.#isFirst() && looksLikeTitle(passage)) this.#setTitle(passage)
    else if (isOpening && this.#recipients === null && this.#body.length === 0 && isAddress(canon))
      this.#recipients = { text: text.slice(0, -1), place: placeIn(passage, 'recipients') }
    else if (isCaption(canon) && ahead.next?.kind === 'grid') this.#heading(passage, ahead)
    else if (!isSentence(canon) && ahead.follows === 'date' && this.#issuedOn === null) this.#signature(passage)
    else if (this.#isBareName(passage, ahead)) this.#bareHead(passage)
    else if (!isOpening && this.#where !== 'attachment') this.#lost(passage)
    else if (isProse(canon)) this.#body.push(passage)
    else if (this.#issuer === null && this.#body.length > 0 && isOffice(canon)) this.#signature(passage)
    else this.#lost(passage)
  }

  #signature(passage: Passage): void {
    this.#issuer =
      this.#issuer === null
        ? { text: passage.text, place: placeIn(passage, 'signature') }
        : { ...this.#issuer, text: `${this.#issuer.text}　${passage.text}` }
  }

  #date(passage: Passage): void {
    const day = dayOfLine(passage.canon)
    if (day === null || this.#issuedOn !== null)
      this.#lost(passage, day === null ? '没有这一天' : '另有一个日期，未核对')
    else this.#issuedOn = day
  }

  #attachmentLine(passage: Passage, ahead: Ahead): void {
    const [, text = ''] = /^附件\d*：?(.*)$/s.exec(passage.canon) ?? []
    if (text === '') {
      this.#isBelowAttachment = true
      if (this.#where === 'opening') this.#where = 'attachment'
      return
    }
    const isHeading =
      ahead.next?.kind === 'grid' && (this.#attachment !== null || this.#issuedOn !== null || this.#where !== 'opening')
    if (isHeading) this.#heading(passage, ahead)
    else if (this.#attachment === null) {
      this.#attachment = { text: passage.text.slice(-text.length), place: placeIn(passage, 'attachment') }
      this.#isBelowAttachment = true
    } else this.#attachment = { ...this.#attachment, text: `${this.#attachment.text}；${passage.text}` }
  }

  /** The attachment's own page repeats its name, once: again, it is the title of a table. */
  #isAttachmentTitle(passage: Passage): boolean {
    const isTitle = this.#where === 'attachment' && passage.text === this.#attachment?.text && this.#tables.length === 0
    if (isTitle) this.#attachmentTitle ??= passage
    return this.#attachmentTitle === passage
  }

  // ── headings and tables ──────────────────────────────────────────────────────────────────────────────────────

  #heading(passage: Passage, { follows }: Ahead): void {
    if (this.#isAttachmentTitle(passage)) return
    if (this.#isFirst() && this.#headings.length === 0 && passage.kind !== 'class' && looksLikeTitle(passage)) {
      this.#setTitle(passage)
      return
    }
    if (follows === 'grid') {
      this.#headings.push(passage)
      return
    }
    const isOfLists =
      follows === 'list' || follows === 'item' || (this.#where !== 'opening' && passage.kind !== 'heading')
    if (!isOfLists) {
      this.#body.push(passage)
      return
    }
    const { name, kind } = sectionOf(passage.kind === 'class' ? passage.canon : canonHeading(passage))
    if (passage.kind !== 'class') this.#loseSection()
    this.#section = passage.kind === 'class' ? { ...this.#section, kind } : { name, kind }
    this.#unusedSection ??= passage
    if (this.#where !== 'foot' && follows !== 'nothing') this.#where = 'lists'
  }

  /** A heading that no list stood under. */
  #loseSection(): void {
    if (this.#unusedSection !== null) this.#lost(this.#unusedSection, '标题下没有表或清单，未核对')
    this.#unusedSection = null
  }

  #grid(grid: Grid, line: number): void {
    for (const [index, part] of partsOf(grid, this.#known).entries()) {
      const last = this.#tables.at(-1)
      const first = last?.parts[0]
      const goesOn = (this.#isBelowTable || index > 0) && this.#headings.length === 0
      if (last !== undefined && first !== undefined && goesOn && goesOnWith(first, part, this.#known)) {
        last.parts.push(part)
        if (part.head[0] !== undefined) this.#repeated.push(part.head[0].line)
      } else this.#newTable(part, part.head[0]?.line ?? part.data[0]?.line ?? line)
      for (const row of part.data) for (const cell of row.cells.slice(0, 3)) this.#units.add(foldText(cell.text))
    }
    this.#isBelowTable = true
    if (this.#where === 'opening') this.#where = 'attachment'
  }

  #newTable(part: TablePart, line: number): void {
    const classes = this.#headings.filter(heading => heading.kind === 'class')
    const named = this.#headings.filter(heading => heading.kind !== 'class')
    const [main, kind] = [named.at(-1), classes.at(-1)]
    for (const unused of named.slice(0, -1)) this.#lost(unused, '标题下没有表或清单，未核对')
    const title = `${main === undefined ? '' : canonHeading(main)}${kind?.canon ?? ''}`
    if (main !== undefined) this.#levels.push({ level: main.level, line: firstLine(main) })
    const top = main ?? kind
    this.#tables.push({ parts: [part], title, group: groupOf(title), line: top === undefined ? line : firstLine(top) })
    this.#headings = []
  }

  // ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────

  #unitHead(passage: Passage): void {
    const head = readHead(passage)
    this.#heads.push({ passage, head })
    for (const { text, place } of head.rest)
      this.#unread.push({ reason: `首句这一处没有读懂，未核对：${text.slice(0, 40)}`, place })
    this.#lists.push({
      unit: head.unit,
      section: this.#sectionText(),
      head: [...head.clauses],
      items: [],
      place: head.place,
    })
    this.#where = 'lists'
  }

  /** A line that is a unit's name alone, over its titles. */
  #isBareName({ canon, text }: Passage, { next, follows }: Ahead): boolean {
    if (!isName(canon) || this.#where === 'notes' || this.#where === 'foot') return false
    if (this.#where === 'opening' && this.#section.name === '') return false
    const isBeforeItem = follows === 'item' && next?.kind === 'passage' && next.passage.kind === 'item'
    return isBeforeItem || this.#units.has(text)
  }

  #bareHead(passage: Passage): void {
    const place: Place = { part: 'list', unit: passage.text, line: firstLine(passage), quote: passage.text }
    this.#lists.push({ unit: passage.text, section: this.#sectionText(), head: [], items: [], place })
    this.#where = 'lists'
  }

  #sectionText(): string {
    this.#unusedSection = null
    const { name, kind } = this.#section
    return kind === '' ? name : `${name}（${kind}）`
  }

  #item(passage: Passage, isBelowAttachment: boolean): void {
    const list = this.#lists.at(-1)
    if (this.#where === 'notes')
      this.#notes.push(noteOf(passage, (itemStart(passage.canon) ?? looseItemStart(passage.canon))?.length ?? 0))
    else if (this.#where === 'lists' && list !== undefined)
      list.items.push(readItem(passage, list.unit, list.items.length + 1))
    else if (isBelowAttachment && this.#attachment !== null)
      this.#attachment = { ...this.#attachment, text: `${this.#attachment.text}；${passage.text}` }
    else if (this.#where === 'opening' || this.#where === 'attachment') this.#body.push(passage)
    else this.#lost(passage)
  }

  // ── the foot ─────────────────────────────────────────────────────────────────────────────────────────────────

  #note(passage: Passage): void {
    const from = passage.canon.indexOf('：') + 1
    const rest = passage.canon.slice(from)
    const number = (itemStart(rest) ?? (isDecimal(rest) ? null : looseItemStart(rest)))?.length ?? 0
    if (passage.text.length > from + number) this.#notes.push(noteOf(passage, from + number))
    this.#where = 'notes'
  }

  #sent(passage: Passage): void {
    const text = /^抄/.test(passage.canon) ? passage.text : passage.text.slice(passage.canon.indexOf('：') + 1)
    const wording: Wording = { text, place: placeIn(passage, 'colophon') }
    if (this.#sentTo === null) this.#sentTo = wording
    else this.#colophon.push({ ...wording, text: passage.text })
    this.#where = 'foot'
  }

  #lost(passage: Passage, reason = '这一处没有读懂，未核对'): void {
    this.#unread.push({ reason: `${reason}：${passage.text.slice(0, 40)}`, place: placeIn(passage, 'document') })
  }

  // ── the end ──────────────────────────────────────────────────────────────────────────────────────────────────

  end(): ReadNotice {
    for (const heading of this.#headings) this.#lost(heading, '标题下没有表或清单，未核对')
    this.#loseSection()
    const tables = this.#readTables()
    const prose = this.#readBody()
    const opening = [this.#titlePassage?.canon ?? '', (this.#body[0]?.canon ?? '').slice(0, 12)]
    const { period, span } = toldBy(opening, this.#issuedOn)
    const remarks = remarksOf({
      passages: this.#passages,
      heads: this.#heads,
      tableLevels: this.#levels,
      repeatedHeads: this.#repeated,
    })
    const unread = [...this.#unread].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0))
    return {
      notice: {
        title: this.#title,
        period,
        span,
        issuer: this.#issuer,
        issuedOn: this.#issuedOn,
        recipients: this.#recipients,
        sentTo: this.#sentTo,
        attachment: this.#attachment,
        body: this.#body.map(passage => ({ text: passage.text, place: placeIn(passage, 'body') })),
        ...prose,
        tables,
        lists: this.#lists,
        notes: this.#notes,
        colophon: this.#colophon,
      },
      unread,
      remarks,
    }
  }

  #readTables(): NoticeTable[] {
    return this.#tables.map(({ parts, ...about }, index) => {
      const { table, unread } = tableOf(parts, { ...about, id: `表${index + 1}` }, this.#known)
      for (const one of unread) this.#unread.push(one)
      return table
    })
  }

  #readBody(): { cover: CoverFigure[]; leaders: CoverLeaders[] } {
    const cover: CoverFigure[] = []
    const leaders: CoverLeaders[] = []
    for (const passage of this.#body) {
      const read = readProse(passage, cover.length)
      for (const figure of read.figures) cover.push(figure)
      for (const one of read.leaders) leaders.push(one)
      for (const one of read.unread) this.#unread.push(one)
    }
    return { cover, leaders }
  }
}
