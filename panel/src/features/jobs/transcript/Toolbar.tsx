import { HistoryOutlined, QuestionCircleOutlined, RedoOutlined, StepForwardOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Flex, Switch } from 'antd';
import { useMemo, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../../ui/problems';
import { useEditing, type Editing } from './editing';
import { doubtsOf } from './tokens';
import type { Asked } from './TranscriptPanel';
import type { ViewHandle } from './TranscriptView';

interface Props {
  editing: Editing;
  editable: boolean;
  doubts: boolean;
  onDoubts: (shown: boolean) => void;
  view: RefObject<ViewHandle | null>;
  onAsk: (asked: Asked) => void;
}

/** What one does with the whole transcript, and whether it is saved. */
export function Toolbar({ editing, editable, doubts, onDoubts, view, onAsk }: Props) {
  const { t } = useTranslation();
  const { segments, canUndo, canRedo } = useEditing(editing);
  const count = useMemo(() => doubtsOf(segments).length, [segments]);
  return (
    <Flex gap="4px" align="center" wrap className="tools" role="toolbar" aria-label={t('edit.tools')}>
      {editable && (
        <>
          <Button type="text" icon={<UndoOutlined />} aria-label={t('edit.undo')} title={t('edit.undo')} disabled={!canUndo} onClick={() => editing.undo()} />
          <Button type="text" icon={<RedoOutlined />} aria-label={t('edit.redo')} title={t('edit.redo')} disabled={!canRedo} onClick={() => editing.redo()} />
        </>
      )}
      {count > 0 && (
        <>
          <Button type="text" icon={<StepForwardOutlined aria-hidden />} onClick={() => view.current?.nextDoubt()}>
            {t('edit.nextDoubt')}
          </Button>
          <label className="doubt-switch">
            <Switch size="small" checked={doubts} onChange={onDoubts} aria-label={t('edit.showDoubts')} /> {t('edit.doubts', { count })}
          </label>
        </>
      )}
      <Button type="text" icon={<HistoryOutlined />} aria-label={t('edit.revisions')} title={t('edit.revisions')} onClick={() => onAsk('revisions')} />
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('edit.keys')} title={t('edit.keys')} onClick={() => onAsk('keys')} />
      {editable && <State editing={editing} onCompare={() => onAsk('clash')} />}
    </Flex>
  );
}

function State({ editing, onCompare }: { editing: Editing; onCompare: () => void }) {
  const { t } = useTranslation();
  const { state, problem } = useEditing(editing);
  return (
    <span className={`save-state ${state}`}>
      <span role="status">
        {t(`saved.${state}`)}
        {problem && ` ${textOf(problem, t)}`}
      </span>
      {state === 'failed' && (
        <Button size="small" onClick={() => void editing.flush()}>
          {t('problem.retry')}
        </Button>
      )}
      {state === 'clash' && (
        <Button size="small" type="primary" onClick={onCompare}>
          {t('saved.compare')}
        </Button>
      )}
    </span>
  );
}
