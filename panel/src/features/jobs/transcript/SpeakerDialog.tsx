import { Button, Flex, Form, Input } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/Dialog';
import type { Editing } from './editing';

const LONGEST = 100;

interface Props {
  speaker: string;
  editing: Editing;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Gives a speaker another name in the whole transcript. */
export function SpeakerDialog({ speaker, editing, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(speaker);
  return (
    <Dialog title={t('edit.rename')} opener={opener} onClose={onClose}>
      <Form
        layout="vertical"
        onFinish={() => {
          editing.rename(speaker, name.trim());
          onClose();
        }}
      >
        <Form.Item label={t('edit.speaker')} htmlFor="speaker" extra={t('edit.everywhere')}>
          <Input id="speaker" autoFocus maxLength={LONGEST} value={name} onFocus={({ target }) => target.select()} onChange={({ target }) => setName(target.value)} />
        </Form.Item>
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={name.trim() === ''}>
            {t('edit.save')}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}
