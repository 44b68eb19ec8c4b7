import { ArrowLeftOutlined, ArrowRightOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/Dialog';

const KEYS = [
  ['play', ['Space']],
  ['seconds', ['left', 'right']],
  ['word', ['Shift', 'left', 'right']],
  ['speed', ['[', ']']],
  ['doubt', ['N']],
  ['edit', ['Enter']],
  ['done', ['Enter']],
  ['discard', ['Esc']],
  ['undo', ['Ctrl Z']],
  ['redo', ['Ctrl Shift Z']],
  ['help', ['?']],
] as const;

/** Not every font has these arrows. */
const DRAWN: Record<string, ReactNode> = {
  left: <ArrowLeftOutlined aria-label="←" />,
  right: <ArrowRightOutlined aria-label="→" />,
};

/** Lists the keys of the transcript. */
export function KeysDialog({ opener, onClose }: { opener: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('edit.keys')} opener={opener} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{DRAWN[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <Flex justify="end">
        <Button autoFocus onClick={onClose}>
          {t('revisions.close')}
        </Button>
      </Flex>
    </Dialog>
  );
}
