import './Conflict.css';
import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

interface Props {
  differences: Difference[];
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else was quicker: both versions side by side, and the choice between them. */
export function Conflict({ differences, onMine, onTheirs }: Props) {
  const { t } = useTranslation();
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={t('conflict.title')}
      description={
        <Flex vertical gap="middle">
          <table className="conflict">
            <thead>
              <tr>
                <td />
                <th scope="col">{t('conflict.mine')}</th>
                <th scope="col">{t('conflict.theirs')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ label, mine, theirs }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{mine || '–'}</td>
                  <td>{theirs || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Flex gap="small" wrap>
            <Button type="primary" onClick={onMine}>
              {t('conflict.keepMine')}
            </Button>
            <Button onClick={onTheirs}>{t('conflict.takeTheirs')}</Button>
          </Flex>
        </Flex>
      }
    />
  );
}
