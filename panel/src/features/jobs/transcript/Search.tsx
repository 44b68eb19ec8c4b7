import { DownOutlined, SearchOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  count: number;
  at: number;
  onSearch: (text: string) => void;
  onGo: (index: number) => void;
}

/** Searches inside the transcript: Enter goes to the next place, Shift and Enter to the one before. */
export function Search({ count, at, onSearch, onGo }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const step = (by: number): void => onGo((at + by + count) % Math.max(count, 1));
  return (
    <Flex gap="small" align="center" className="search" role="search">
      <Input
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('transcript.search')}
        aria-label={t('transcript.search')}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          onSearch(target.value);
        }}
        onPressEnter={({ shiftKey }) => step(shiftKey ? -1 : 1)}
      />
      <span className="muted search-count" role="status">
        {text.trim() !== '' && (count === 0 ? t('transcript.nothing') : t('transcript.place', { at: at + 1, count }))}
      </span>
      {count > 0 && (
        <>
          <Button type="text" icon={<UpOutlined />} aria-label={t('transcript.before')} onClick={() => step(-1)} />
          <Button type="text" icon={<DownOutlined />} aria-label={t('transcript.after')} onClick={() => step(1)} />
        </>
      )}
    </Flex>
  );
}
