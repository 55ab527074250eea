import { Button, Checkbox } from 'antd'
import type { NoticeFormView } from '../../../api/notice-form.ts'
import { zh } from '../../zh.ts'

const text = zh.noticeForm
export type Prose = Pick<NoticeFormView, 'variants' | 'templates'>

/** What the composed paragraphs say of earlier months by themselves, and the paragraphs that were kept for every month. */
export function VariantFields({ prose, onChange }: { prose: Prose; onChange: (prose: Prose) => void }) {
  const { variants, templates } = prose
  const kept = Object.values(templates)
  return (
    <div className="variant-fields">
      <p>
        <Checkbox
          checked={variants.compared}
          onChange={event => onChange({ ...prose, variants: { ...variants, compared: event.target.checked } })}
        >
          {text.compared}
        </Checkbox>
      </p>
      <p>
        <Checkbox
          checked={variants.first}
          onChange={event => onChange({ ...prose, variants: { ...variants, first: event.target.checked } })}
        >
          {text.first}
        </Checkbox>
      </p>
      <p className="hint">{text.variantsHint}</p>
      {kept.length > 0 && (
        <>
          <p>{text.kept}</p>
          {kept.map(template => (
            <p key={template} className="sentence-shown">
              {template}
            </p>
          ))}
          <Button size="small" onClick={() => onChange({ ...prose, templates: {} })}>
            {text.forget}
          </Button>
        </>
      )}
    </div>
  )
}
