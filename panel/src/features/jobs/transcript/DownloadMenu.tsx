import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../api/client';
import { fetchFile, saveFile } from '../../../api/files';
import { asProblem, textOf } from '../../../ui/problems';

const FORMATS = ['txt', 'srt', 'vtt', 'lrc', 'tsv', 'json'] as const;

interface Props {
  job: JobView;
  /** Saves what is not saved yet. */
  flush: RefObject<() => Promise<boolean>>;
}

/** Saves the transcript in any format, as it is on the screen. */
export function DownloadMenu({ job, flush }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const save = async (format: string): Promise<void> => {
    if (!(await flush.current())) {
      void message.warning(t('transcript.notSaved'));
    }
    saveFile(await fetchFile(`/api/v1/jobs/${job.id}/transcript?format=${format}`), `${job.file_name}.${format}`);
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: FORMATS.map((format) => ({ key: format, label: t(`format.${format}`) })),
        onClick: ({ key }) => void save(key).catch((e: unknown) => message.error(textOf(asProblem(e), t))),
      }}
    >
      <Button type="primary" icon={<DownloadOutlined aria-hidden />} aria-haspopup="menu">
        {t('transcript.download')}
      </Button>
    </Dropdown>
  );
}
