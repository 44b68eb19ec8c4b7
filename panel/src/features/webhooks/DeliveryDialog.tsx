import { useMutation } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WebhookDeliveryView } from '../../api/client';
import { useCan } from '../../api/me';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { replay, useRefreshWebhooks } from './queries';

/** One delivery: what was sent, and what was answered last. */
export function DeliveryDialog({ delivery, onClose }: { delivery: WebhookDeliveryView; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const refresh = useRefreshWebhooks();
  const again = useMutation({ mutationFn: () => replay(delivery).then(refresh), onSuccess: onClose });
  return (
    <Dialog title={delivery.event} onClose={onClose}>
      <span className="muted">{t('webhooks.sent')}</span>
      <pre className="exchanged">{delivery.body}</pre>
      <span className="muted">{t('webhooks.answered')}</span>
      <pre className="exchanged">{answerOf(delivery) ?? t('webhooks.notYet')}</pre>
      {delivery.problem && <span>{t(`webhooks.problem.${delivery.problem}`)}</span>}
      {again.error ? <ProblemAlert error={again.error} /> : null}
      <Flex gap="small" justify="end" wrap>
        <Button autoFocus onClick={onClose}>
          {t('keys.close')}
        </Button>
        {can('replayWebhookDelivery') && (
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate()}>
            {t('webhooks.replay')}
          </Button>
        )}
      </Flex>
    </Dialog>
  );
}

const answerOf = ({ answer_status, answer_body }: WebhookDeliveryView): string | undefined =>
  answer_status === undefined ? undefined : [answer_status, answer_body].filter(Boolean).join('\n');
