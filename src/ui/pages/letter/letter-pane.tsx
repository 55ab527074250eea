import { Button } from 'antd'
import type { LetterDetail } from '../../../api/letter.ts'
import { FILE_ROUTES } from '../../../api.ts'
import type { LetterId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { download } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { Section } from '../../parts/page-head.tsx'
import { RichView } from '../../parts/rich/rich-view.tsx'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'
import { LetterBadge } from './letter-list.tsx'
import { Proposal } from './proposal.tsx'
import { Steps } from './steps.tsx'

const text = zh.letter

/** One letter: who it says it is from, what is odd about it, the articles it proposes, and the original with all its parts. */
export function LetterPane({ id, onBack }: { id: LetterId; onBack: () => void }) {
  const letter = useAnswer('letter.get', { letter: id })
  return (
    <Answer of={letter}>
      {found => (
        <article className="pane" aria-label={found.subject}>
          <Button className="pane-back" onClick={onBack}>
            {text.back}
          </Button>
          <Head letter={found} />
          {found.doubts.length > 0 && (
            <ul className={found.state === 'quarantined' ? 'letter-doubts' : 'letter-doubts mild'}>
              {found.doubts.map(sentence => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          {found.steps.includes('confirm') ? (
            <Proposal key={`${found.id} ${found.version}`} letter={found} />
          ) : (
            <>
              <p className="letter-steps letter-deeds">
                <Steps letter={found} />
              </p>
              <Texts letter={found} />
            </>
          )}
          <Original letter={found} />
          <Events letter={found} />
        </article>
      )}
    </Answer>
  )
}

function Head({ letter }: { letter: LetterDetail }) {
  const { from } = letter
  return (
    <header className="pane-head">
      <h2>
        <bdi>{letter.subject || text.noSubject}</bdi>
      </h2>
      <dl className="letter-facts">
        <dt>{text.detail.from}</dt>
        <dd>
          <bdi>{from.name}</bdi> <bdi>{from.address || text.noSender}</bdi>{' '}
          <span className="badge">{text.sources[letter.source]}</span>
        </dd>
        <dt>{text.detail.received}</dt>
        <dd>
          {clock(letter.receivedAt)} · {text.number(letter.number)} · {letter.mailbox}
        </dd>
      </dl>
      <p className="badges">
        <LetterBadge state={letter.state} />
        {letter.unit !== null && <span className="badge">{letter.unit.name}</span>}
      </p>
    </header>
  )
}

/** What it proposes, where nothing can be done with that here: to be read. */
function Texts({ letter }: { letter: LetterDetail }) {
  return (
    <>
      {letter.articles.map(one => (
        <section key={one.position} className="letter-article">
          <h3>
            {one.article === null ? one.title : text.detail.stored(one.article.title)}
            {one.article !== null && <span className="badge">{zh.article.states[one.article.state]}</span>}
          </h3>
          <RichView of={one.body} />
        </section>
      ))}
    </>
  )
}

/** The letter as it came, and each of its parts, byte for byte: nothing of it is hidden, and nothing is opened here. */
function Original({ letter }: { letter: LetterDetail }) {
  const fetch = async (file: string, name: string): Promise<void> =>
    save(await download(FILE_ROUTES.letter(letter.id, file)), name)
  return (
    <Section title={text.detail.original}>
      <p>
        <Button size="small" onClick={() => void fetch(letter.sm3, `${letter.number}.eml`)}>
          {text.detail.download}
        </Button>{' '}
        <span className="quiet">{text.detail.size(letter.size)}</span>
      </p>
      {letter.headOnly && <p className="quiet">{text.detail.headOnly}</p>}
      {letter.parts.length === 0 ? (
        <p className="quiet">{text.detail.noParts}</p>
      ) : (
        <div className="scroll">
          <table className="plain letter-parts">
            <tbody>
              {letter.parts.map(part => (
                <tr key={part.path}>
                  <td className="quiet">{text.detail.roles[part.role]}</td>
                  <td>
                    <button
                      type="button"
                      className="plain-link"
                      onClick={() => void fetch(part.file, part.name || `${letter.number}-${part.path}`)}
                    >
                      <bdi>{part.name || part.type}</bdi>
                    </button>
                  </td>
                  <td className="quiet">{text.detail.size(part.size)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Events({ letter }: { letter: LetterDetail }) {
  if (letter.events.length === 0) return null
  return (
    <Section title={text.detail.events}>
      <ul>
        {letter.events.map(event => (
          <li key={`${event.at} ${event.step}`}>
            <span className="quiet">{clock(event.at)}</span> {event.by} {zh.letter.stepWords[event.step]}
            {event.unit !== null && ` · ${event.unit}`}
            {event.reason !== '' && `：${event.reason}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}
