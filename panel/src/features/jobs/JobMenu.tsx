import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, type OperationId } from '../../api/can';
import type { JobView } from '../../api/client';
import { useMe } from '../../api/me';
import { asProblem, textOf } from '../../ui/problems';
import { DeleteDialog } from './DeleteDialog';
import { grantRecording, recordingPath } from './grant';
import { jobName } from './jobName';
import { moves, useJobAction } from './queries';
import { RenameDialog } from './RenameDialog';
import { RerunDialog } from './RerunDialog';

interface Props {
  job: JobView;
  onDeleted?: () => void;
}

/** What one can do with a job. */
export function JobMenu({ job, onDeleted }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const role = useMe().data?.role;
  const [dialog, setDialog] = useState<'rename' | 'rerun' | 'delete' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const cancel = useJobAction('cancel');
  const retry = useJobAction('retry');
  const tell = (error: unknown): void => void message.error(textOf(asProblem(error), t));
  const entries: [string, OperationId, boolean, () => void][] = [
    ['rename', 'changeJob', true, () => setDialog('rename')],
    ['retry', 'retryJob', job.status === 'Failed' && job.file_bytes > 0, () => retry.mutate(job, { onError: tell })],
    ['rerun', 'rerunJob', !moves(job) && job.file_bytes > 0, () => setDialog('rerun')],
    ['cancel', 'cancelJob', moves(job), () => cancel.mutate(job, { onError: tell })],
    ['recording', 'getRecording', job.file_bytes > 0, () => void saveRecording(job).catch(tell)],
    ['delete', 'deleteJob', true, () => setDialog('delete')],
  ];
  const shown = entries.filter(([, operation, applies]) => applies && role !== undefined && can(role, operation));
  const items: MenuProps['items'] = shown.map(([key]) => ({
    key,
    label: t(`jobMenu.${key as 'rename'}`),
    danger: key === 'delete',
  }));
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{ items, onClick: ({ key }) => shown.find(([one]) => one === key)?.[3]() }}
      >
        <Button
          ref={button}
          type="text"
          className="fixed"
          icon={<MoreOutlined />}
          aria-haspopup="menu"
          aria-label={t('jobMenu.of', { name: jobName(job) })}
          loading={cancel.isPending || retry.isPending}
        />
      </Dropdown>
      {dialog === 'rename' && <RenameDialog job={job} opener={button} onClose={() => setDialog(null)} />}
      {dialog === 'rerun' && <RerunDialog job={job} opener={button} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && (
        <DeleteDialog
          job={job}
          opener={button}
          onClose={() => setDialog(null)}
          onDeleted={() => {
            setDialog(null);
            onDeleted?.();
          }}
        />
      )}
    </>
  );
}

/** Has the browser save the recording as it comes, however large it is. */
export async function saveRecording(job: JobView): Promise<void> {
  await grantRecording(job.id);
  const link = document.createElement('a');
  link.href = recordingPath(job.id);
  link.download = job.file_name;
  link.click();
}
