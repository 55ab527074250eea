import { type ArticleGenre, GENRE_WORDS } from '../article.ts'
import type { Period } from '../calendar.ts'
import type { Unit, UnitId } from '../model.ts'
import { plainOf, type RichText } from '../rich-text.ts'
import { matchingKey, storedText } from '../text.ts'
import { unitResolver } from '../unit.ts'
import { type Doubt, doubt } from './doubts.ts'

/** A text of a letter that was read: its body or a piece of it, or an attachment. Fields as written, '' where nothing is said. */
export interface ReadText {
  /** Name of the attachment; null for the body. */
  readonly file: string | null
  /** Place of the attachment among the parts of the letter; null for the body. */
  readonly part: number | null
  readonly title: string
  /** The title was found in the text, and not taken from the name of file or letter. */
  readonly titled: boolean
  readonly body: RichText
  readonly unitName: string
  readonly contact: { readonly name: string; readonly phone: string }
  readonly genre: string
}

/** An article as a letter proposes it. A person looks at every field before it becomes one. */
export interface ProposedArticle {
  readonly title: string
  readonly body: RichText
  readonly contact: { readonly name: string; readonly phone: string }
  readonly genre: ArticleGenre | null
  /** 报送单位 as written. */
  readonly unitName: string
  /** Place among the parts of the letter of the file it was read from; null for the body. */
  readonly part: number | null
}

export interface Proposal {
  readonly articles: readonly ProposedArticle[]
  readonly doubts: readonly Doubt[]
  /** Units that the text names, for a person to choose from: never claimed by it. */
  readonly near: readonly UnitId[]
}

const TITLE_MAX = 300
/** From so many letters on a body beside attachments is more than a covering note. */
const NOTE_MAX = 200
/** 报送单: a paper about articles, whose fields belong to them. */
const FORM_NAME = /报送单|报送表|登记表|登记单|审签单|审核单|审批单|审批表|送审单|目录|清单|汇总表/u
const PREFIX =
  /^(?:(?:re|fw|fwd|回复|答复|转发)\s?[：:]|【[^】]{1,20}】|\[[^\]]{1,20}\]|(?:投稿|报送|信息报送|信息|简讯|稿件)\s?[：:-])\s*/iu

/** The subject of a letter as a title: without 转发：, 投稿：, 【某局】. */
export function titleOfSubject(subject: string): string {
  let title = storedText(subject).replace(/\s+/gu, ' ').trim()
  for (
    let shorter = title.replace(PREFIX, '');
    shorter !== title && shorter !== '';
    shorter = title.replace(PREFIX, '')
  )
    title = shorter
  return title.slice(0, TITLE_MAX)
}

interface Around {
  readonly subject: string
  readonly unit: UnitId | null
  readonly units: readonly Unit[]
  readonly at: Period
}

/**
 * The texts of a letter → the articles it hands in. Attached documents are the articles, each one; without any the body is, in as many pieces as
 * it has. What a 报送单 or the covering note says holds for all of them. Names of units are only compared: a text never decides whose it is.
 */
export function proposalOf(texts: readonly ReadText[], around: Around): Proposal {
  const isForm = (text: ReadText) =>
    FORM_NAME.test(text.file ?? '') || (text.file !== null && FORM_NAME.test(text.title))
  const files = texts.filter(text => text.file !== null && !isForm(text))
  const bodies = texts.filter(text => text.file === null)
  const chosen = files.length > 0 ? files : bodies.filter(text => lengthOf(text) > 0)
  const besides = [...texts.filter(text => text.file !== null && isForm(text)), ...(files.length > 0 ? bodies : [])]
  const articles = chosen.map(text => articleOf(text, besides, { alone: chosen.length === 1, subject: around.subject }))
  const known = namedUnits([...chosen, ...besides], around)
  const noted = bodies.reduce((sum, text) => sum + lengthOf(text), 0)
  const repeats = bodies.some(text => files.some(file => matchingKey(file.title) === matchingKey(text.title)))
  return {
    articles,
    near: known.near,
    doubts: [
      ...known.doubts,
      ...(articles.length === 0 ? [doubt('no-text')] : []),
      ...(articles.some(({ title }) => matchingKey(title) === '') ? [doubt('no-title')] : []),
      ...(articles.length > 1 ? [doubt('split', String(articles.length))] : []),
      ...(files.length > 0 && noted > NOTE_MAX && !repeats ? [doubt('body-beside')] : []),
    ],
  }
}

const lengthOf = (text: ReadText): number => matchingKey(plainOf(text.body)).length

function articleOf(
  text: ReadText,
  besides: readonly ReadText[],
  { alone, subject }: { alone: boolean; subject: string },
): ProposedArticle {
  const said = <Value>(of: (text: ReadText) => Value, isSaid: (value: Value) => boolean): Value =>
    [text, ...besides].map(of).find(isSaid) ?? of(text)
  const fromSubject = titleOfSubject(subject)
  const useSubject = alone && fromSubject !== '' && (text.file === null ? !text.titled : text.title === '')
  return {
    title: storedText(useSubject ? fromSubject : text.title)
      .trim()
      .slice(0, TITLE_MAX),
    body: text.body,
    contact: {
      name: said(
        one => one.contact.name,
        name => name !== '',
      ).slice(0, 80),
      phone: said(
        one => one.contact.phone,
        phone => phone !== '',
      ).slice(0, 40),
    },
    genre: genreOf(
      said(
        one => one.genre,
        genre => genreOf(genre) !== null,
      ),
    ),
    unitName: said(
      one => one.unitName,
      name => name !== '',
    ).slice(0, 80),
    part: text.part,
  }
}

/** 动态, 经验做法, 问题建议 … → a kind of ours; null for any other word. The first of our words in it counts. */
export function genreOf(written: string): ArticleGenre | null {
  const text = matchingKey(written)
  let found: { genre: ArticleGenre; at: number } | null = null
  for (const genre of GENRES) {
    const at = text.indexOf(GENRE_WORDS[genre])
    if (at !== -1 && (found === null || at < found.at)) found = { genre, at }
  }
  return found?.genre ?? null
}
const GENRES = ['news', 'experience', 'problem', 'suggestion', 'commission'] as const

/** What the written names of units mean; another than the sender's is a doubt, never a decision (SUB-03). */
function namedUnits(texts: readonly ReadText[], { unit, units, at }: Around): { near: UnitId[]; doubts: Doubt[] } {
  const resolve = unitResolver(units, at)
  const near = new Set<UnitId>()
  const doubts: Doubt[] = []
  for (const name of new Set(texts.map(text => text.unitName.trim()).filter(name => name !== ''))) {
    const found = resolve(name)
    if (found.kind === 'known') {
      near.add(found.unit.id)
      if (unit !== null && found.unit.id !== unit) doubts.push(doubt('unit-other', name))
    } else if (found.kind === 'ambiguous') {
      for (const one of found.units) near.add(one.id)
      doubts.push(doubt('unit-ambiguous', name))
    } else {
      for (const one of found.near) near.add(one.id)
      doubts.push(doubt('unit-unknown', name))
    }
  }
  return { near: [...near], doubts }
}
