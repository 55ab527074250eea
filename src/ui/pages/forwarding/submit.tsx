import { Button } from 'antd'

/** The one button that ends a form. */
export const Submit = ({ label, ready, busy }: { label: string; ready: boolean; busy: boolean }) => (
  <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
    {label}
  </Button>
)
