import { Alert, Button, Checkbox, Flex } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyView } from '../../api/client';
import { Dialog } from '../../ui/Dialog';

interface Props {
  made: ApiKeyView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Shows the secret of a new key this once; it stays until the person has it. */
export function SecretDialog({ made, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const has = copied || kept || made.key === undefined;
  const copy = (): void => void navigator.clipboard.writeText(made.key ?? '').then(() => setCopied(true));
  return (
    <Dialog title={t('keys.secretTitle', { name: made.name })} opener={opener} onClose={() => has && onClose()}>
      {made.key === undefined ? (
        <Alert role="alert" type="warning" showIcon title={t('keys.secretLost')} />
      ) : (
        <>
          <Alert type="info" showIcon title={t('keys.secretOnce')} />
          <code className="secret">{made.key}</code>
          <Flex gap="middle" align="center" wrap>
            {'clipboard' in navigator && <Button onClick={copy}>{t(copied ? 'keys.copied' : 'keys.copy')}</Button>}
            <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
              {t('keys.kept')}
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
