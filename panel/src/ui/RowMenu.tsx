import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { RefObject } from 'react';

export interface RowAction {
  key: string;
  label: string;
  danger?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  actions: RowAction[];
  button: RefObject<HTMLButtonElement | null>;
  loading?: boolean;
}

/** What one can do with a row; nothing if there is nothing. */
export function RowMenu({ label, actions, button, loading = false }: Props) {
  if (actions.length === 0) {
    return null;
  }
  const items = actions.map(({ key, label: text, danger = false }) => ({ key, label: text, danger }));
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{ items, onClick: ({ key }) => actions.find((one) => one.key === key)?.run() }}
    >
      <Button ref={button} type="text" className="fixed" icon={<MoreOutlined />} aria-haspopup="menu" aria-label={label} loading={loading} />
    </Dropdown>
  );
}
