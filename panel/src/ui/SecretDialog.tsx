import './SecretDialog.css';
import { Alert, Button, Checkbox, Flex } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog';

interface Props {
  title: string;
  /** Whose texts say it. */
  texts: 'keys' | 'webhooks';
  /** Missing if it got lost on the way. */
  secret: string | undefined;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Shows a new secret this once; it stays until the person has it. */
export function SecretDialog({ title, texts, secret, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const has = copied || kept || secret === undefined;
  const copy = (): void => void navigator.clipboard.writeText(secret ?? '').then(() => setCopied(true));
  return (
    <Dialog title={title} opener={opener} onClose={() => has && onClose()}>
      {secret === undefined ? (
        <Alert role="alert" type="warning" showIcon title={t(`${texts}.secretLost`)} />
      ) : (
        <>
          <Alert type="info" showIcon title={t(`${texts}.secretOnce`)} />
          <code className="secret">{secret}</code>
          <Flex gap="middle" align="center" wrap>
            {'clipboard' in navigator && <Button onClick={copy}>{t(copied ? 'keys.copied' : 'keys.copy')}</Button>}
            <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
              {t(`${texts}.kept`)}
            </Checkbox>
          </Flex>
        </>
      )}
      <Flex justify="end">
        <Button type="primary" disabled={!has} onClick={onClose}>
          {t('keys.close')}
        </Button>
      </Flex>
    </Dialog>
  );
}
