import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableAt } from '../../api/csv';
import { saveFile } from '../../api/files';
import { asProblem, textOf } from '../../ui/problems';

/** Saves all that the filters leave as a table. */
export function SaveTable({ path, query, name }: { path: string; query: Record<string, string>; name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      saveFile({ blob: await tableAt(path, query), name: null }, name);
    } catch (e) {
      void message.error(textOf(asProblem(e), t));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={saving} onClick={() => void save()}>
      {t('money.csv')}
    </Button>
  );
}
